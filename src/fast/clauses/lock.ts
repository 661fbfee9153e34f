import type { OperationNode } from 'kysely'
import type { Single } from '../../knex/statements.js'
import type { Dialect } from '../dialects/dialect.js'
import { ListNode, RawNode } from '../nodes.js'
import { LOCK, NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodeOfWrapped, shapeWrapped } from './operand.js'

/** `for update of "t" skip locked` and its kin. */
export function shapeLock(walk: Walk, { lock, lockTables, waitMode, schema }: Single): void {
  if (!lock && !waitMode) return
  const { locks, waitModes } = walk.dialect
  walk.step(LOCK)
  if (!lock) walk.step(NONE)
  else if (!Object.hasOwn(locks, String(lock)))
    return walk.decline('suspect_query', 'a lock the dialect lacks')
  else shapeWords(walk, String(lock), tablesOf(walk.dialect, lockTables, schema))
  if (!waitMode) return walk.step(NONE)
  if (waitModes === 'refused') return walk.decline('suspect_query', 'a wait mode the dialect lacks')
  walk.step(String(waitMode))
}

function shapeWords(walk: Walk, name: string, tables: readonly unknown[]): void {
  const { namesTables, warning } = walk.dialect.locks[name]!
  walk.step(name)
  if (warning !== undefined) walk.warn(warning)
  if (namesTables !== true) return
  walk.step(tables.length)
  for (const table of tables) shapeTable(walk, table)
}

function shapeTable(walk: Walk, table: unknown): void {
  if (table) shapeWrapped(walk, table)
  else walk.step(NONE)
}

/** The lock and the wait mode, each a part of its own. */
export function nodesOfLock(
  to: Translation,
  { lock, lockTables, waitMode, schema }: Single,
): OperationNode[] {
  const tables = tablesOf(to.dialect, lockTables, schema)
  const words = lock ? nodeOfWords(to, String(lock), tables) : undefined
  const isWritten = waitMode && to.dialect.waitModes === 'written'
  const wait = isWritten ? RawNode.createWithSql(waitMode === 'noWait' ? 'nowait' : 'skip locked') : undefined
  return [words, wait].filter((node) => node !== undefined)
}

function nodeOfWords(to: Translation, lock: string, tables: readonly unknown[]): OperationNode | undefined {
  const { words, namesTables } = to.dialect.locks[lock]!
  if (namesTables !== true || tables.length === 0)
    return words === '' ? undefined : RawNode.createWithSql(words)
  const nodes = tables.filter(Boolean).map((table) => nodeOfWrapped(to, table))
  return RawNode.create([`${words} of `, ''], [ListNode.create(nodes)])
}

function tablesOf({ locksInSchema }: Dialect, given: unknown, schema: unknown): readonly unknown[] {
  const tables: readonly unknown[] = Array.isArray(given) ? given : []
  if (!schema || !locksInSchema) return tables
  return tables.map((table) => `${schema as string}.${table as string}`)
}
