import type { KnexClient } from '../knex/statements.js'
import { ownText } from '../util/own-text.js'

/** So many names are remembered, and names up to that length: more than an application has, or somebody thinking of new ones. */
const MOST_NAMES = 1000
const LONGEST_NAME = 64

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
  private readonly known = new Map<string, string>()

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
    if (this.isHooked || name.length > LONGEST_NAME) return this.client.wrapIdentifier(name, context)
    return this.known.get(name) ?? this.learned(ownText(name))
  }

  private learned(name: string): string {
    const quoted = this.client.wrapIdentifier(name, undefined)
    if (this.known.size >= MOST_NAMES) this.known.clear()
    this.known.set(name, quoted)
    return quoted
  }
}
