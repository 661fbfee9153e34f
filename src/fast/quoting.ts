import type { KnexClient } from '../knex/statements.js'
import { KnownNames } from './known-names.js'

/**
 * Quotes identifiers as the application's Knex does, which searches each of them for what has to be escaped. Queries have
 * most of their names in common, so it is asked once for each; an application that quotes by itself is always asked.
 */
export class Quoting {
  private client!: KnexClient
  private isHooked = false
  private wrap: unknown = undefined
  private custom: unknown = undefined
  private implementation: unknown = undefined
  private readonly known = new KnownNames((name) => this.client.wrapIdentifier(name, undefined))

  /** Quotes for this client from now on. What is remembered belongs to the methods that say how. */
  enter(client: KnexClient): void {
    const { wrapIdentifier, customWrapIdentifier, wrapIdentifierImpl, config } = client
    this.client = client
    this.isHooked = config.wrapIdentifier != null
    const isKnown =
      this.wrap === wrapIdentifier &&
      this.custom === customWrapIdentifier &&
      this.implementation === wrapIdentifierImpl
    if (isKnown) return
    this.wrap = wrapIdentifier
    this.custom = customWrapIdentifier
    this.implementation = wrapIdentifierImpl
    this.known.clear()
  }

  quoted(name: string, context: unknown): string {
    return this.isHooked ? this.client.wrapIdentifier(name, context) : this.known.of(name)
  }
}
