import type { KnexClient } from '../knex/statements.js'
import { KnownNames } from './known-names.js'

/** What a client calls a hook by, while nobody has replaced it. */
type Stock = Pick<KnexClient, 'wrapIdentifier' | 'wrapIdentifierImpl'>

/**
 * Has a client wrap names under its `wrapIdentifier` hook. The hook is asked every time: what it says may depend on anything. What
 * it hands on to Knex for quoting has been quoted before.
 */
export class HookedNames {
  private readonly stock: Stock
  private readonly quoted: KnownNames
  /** What the hook said of names, while a query is rehearsed: it is not asked anew in every rehearsal. */
  private said: Map<string, string> | undefined = undefined

  constructor({ wrapIdentifier, wrapIdentifierImpl }: Stock) {
    this.stock = { wrapIdentifier, wrapIdentifierImpl }
    this.quoted = new KnownNames(wrapIdentifierImpl)
  }

  wrap(client: KnexClient, name: string, context: unknown): string {
    const { said } = this
    if (said === undefined || context !== undefined) return this.ask(client, name, context)
    const wrapped = said.get(name) ?? this.ask(client, name, context)
    said.set(name, wrapped)
    return wrapped
  }

  /** From now on the hook is asked about each name once. */
  rehearse(): void {
    this.said ??= new Map()
  }

  endRehearsal(): void {
    this.said = undefined
  }

  /** The names rehearsed so far, and what the hook said of them. */
  get rehearsed(): ReadonlyMap<string, string> {
    return new Map(this.said)
  }

  private ask(client: KnexClient, name: string, context: unknown): string {
    const { stock } = this
    if (
      client.wrapIdentifier !== stock.wrapIdentifier ||
      client.wrapIdentifierImpl !== stock.wrapIdentifierImpl
    )
      return client.wrapIdentifier(name, context)
    return client.customWrapIdentifier(name, this.quote, context) as string
  }

  /** Hooks may hand on something else than a text. What Knex makes of that, an error mostly, is not remembered. */
  private readonly quote = (name: unknown): unknown =>
    typeof name === 'string' ? this.quoted.of(name) : this.stock.wrapIdentifierImpl(name as string)
}
