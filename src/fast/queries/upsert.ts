import type { OperationNode } from 'kysely'
import type { KnexBuilder } from '../../knex/statements.js'
import { nodeOfInserted, shapeInserted } from '../clauses/inserted-rows.js'
import { nodeOfReturning, shapeReturning } from '../clauses/returning.js'
import { nodeOfTable, shapeTable } from '../clauses/table.js'
import { nodeOfWiths, shapeWiths } from '../clauses/with.js'
import { kindOfInsert } from '../inserted.js'
import { joined, nothing, phrase } from '../phrase.js'
import { unseen } from '../translation.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/* `replace into` in MySQL, `upsert into` in CockroachDB. Elsewhere Knex has none. */

export function shapeUpsert(walk: Walk, builder: KnexBuilder): void {
  const { _single: single, _statements: statements } = builder
  if (walk.dialect.upsert === undefined)
    return walk.decline('suspect_query', 'an upsert, which the dialect lacks')
  shapeWiths(walk, statements)
  shapeTable(walk, single)
  shapeInserted(walk, single.upsert)
  shapeReturning(walk, builder, 'upsert')
}

export function nodeOfUpsert(to: Translation, builder: KnexBuilder): OperationNode {
  const { _single: single, _statements: statements } = builder
  const withs = nodeOfWiths(to, statements)
  const table = nodeOfTable(to, single) ?? nothing()
  const inserted = nodeOfInserted(to, single.upsert, kindOfInsert(single.upsert), table)
  const returning = nodeOfReturning(to, builder, 'upsert')
  // Knex has come so far when it finds that there is nothing to insert.
  if (inserted === undefined) return unseen(phrase(withs, table))
  const { columns, values } = inserted
  const names = columns && joined('(', { kind: 'ListNode', items: columns } as never, ')')
  return phrase(withs, `${to.dialect.upsert!} into`, table, names, values, returning)
}
