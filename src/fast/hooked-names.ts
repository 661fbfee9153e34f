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

  constructor({ wrapIdentifier, wrapIdentifierImpl }: Stock) {
    this.stock = { wrapIdentifier, wrapIdentifierImpl }
    this.quoted = new KnownNames(wrapIdentifierImpl)
  }

  wrap(client: KnexClient, name: string, context: unknown): string {
    const { stock } = this
    if (
      client.wrapIdentifier !== stock.wrapIdentifier ||
      client.wrapIdentifierImpl !== stock.wrapIdentifierImpl
    )
      return client.wrapIdentifier(name, context)
    return client.customWrapIdentifier(name, this.quote, context) as string
  }

  private readonly quote = (name: unknown): unknown =>
    typeof name === 'string' ? this.quoted.of(name) : this.stock.wrapIdentifierImpl(name as string)
}
