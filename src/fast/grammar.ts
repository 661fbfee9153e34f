import type { OperationNode } from 'kysely'
import type { KnexBuilder } from '../knex/statements.js'
import { shapeWheres } from './clauses/where.js'
import { nodeOfColumnInfo, shapeColumnInfo } from './queries/column-info.js'
import { nodeOfDelete, shapeDelete } from './queries/delete.js'
import { nodeOfInsert, shapeInsert } from './queries/insert.js'
import { nodeOfSelect, shapeSelect } from './queries/select.js'
import { nodeOfTruncate, shapeTruncate } from './queries/truncate.js'
import { nodeOfUpdate, shapeUpdate } from './queries/update.js'
import { nodeOfUpsert, shapeUpsert } from './queries/upsert.js'
import { END } from './tokens.js'
import type { Translation } from './translation.js'
import type { Walk } from './walk.js'

/** The walk's half of every kind of query. `where` is Knex's name for a group of conditions. */
export function shapeQuery(walk: Walk, builder: KnexBuilder, method: string): void {
  walk.step(method)
  switch (method) {
    case 'select':
    case 'first':
      return shapeSelect(walk, builder)
    case 'pluck':
      if (typeof builder._single.pluck === 'string') return shapeSelect(walk, builder)
      return walk.decline('suspect_query', 'a pluck of no column')
    case 'where':
      shapeWheres(walk, builder._statements)
      return walk.step(END)
    case 'insert':
      return shapeInsert(walk, builder)
    case 'update':
      return shapeUpdate(walk, builder)
    case 'del':
      return shapeDelete(walk, builder)
    case 'truncate':
      return shapeTruncate(walk, builder)
    case 'upsert':
      return shapeUpsert(walk, builder)
    case 'columnInfo':
      return shapeColumnInfo(walk, builder)
    default:
      return walk.decline('unsupported_method', method)
  }
}

/** The translation's half of every kind of query. */
export function nodeOfQuery(to: Translation, builder: KnexBuilder, method: string): OperationNode {
  switch (method) {
    case 'insert':
      return nodeOfInsert(to, builder)
    case 'update':
      return nodeOfUpdate(to, builder)
    case 'del':
      return nodeOfDelete(to, builder)
    case 'truncate':
      return nodeOfTruncate(to, builder)
    case 'upsert':
      return nodeOfUpsert(to, builder)
    case 'columnInfo':
      return nodeOfColumnInfo(to, builder)
    default:
      return nodeOfSelect(to, builder)
  }
}
