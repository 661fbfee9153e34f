import type { ValueNode } from 'kysely'
import type { KnexClient } from '../../knex/statements.js'
import type { Token } from '../tokens.js'

/** What a dialect needs of a walk, which knows its dialect and so cannot be known to it. */
export interface Steps {
  readonly client: KnexClient
  bind(value: unknown): void
  step(token: Token): void
}

/** What a dialect needs of a translation. */
export interface Slots {
  readonly client: KnexClient
  slot(): ValueNode
}
