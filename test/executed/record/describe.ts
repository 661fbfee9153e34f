import { inspect } from 'node:util'

import type { Normal } from './normal.js'

/** Fields whose values are new in every run, and what those are called. */
const NAMED: Readonly<Record<string, string>> = {
  __knexQueryUid: 'query',
  __knexTxId: 'trx',
  __knexUid: 'connection',
  threadId: 'thread',
  connectionId: 'thread',
  // PostgreSQL's own numbers of a table and of a session.
  tableID: 'table',
  processID: 'session',
}

/** What the clock said is as it may be. */
const TIMES = ['CREATE_TIME', 'UPDATE_TIME']

const DEEPEST = 12

/**
 * Any value as one line that shows everything of it: classes, the order of keys, keys without a value, `-0`, bytes. Of what
 * the drivers' own classes hold, it shows the plain fields: a result's numbers and rows, not its parsers and buffers.
 */
export function describe(value: unknown, normal: Normal): string {
  const seen = inspect(plain(value, normal, 0), {
    depth: DEEPEST + 2,
    breakLength: Infinity,
    maxArrayLength: null,
    maxStringLength: null,
    compact: true,
  })
  return normal.text(seen)
}

function plain(value: unknown, normal: Normal, depth: number): unknown {
  // What is to become of an answer is each builder's own function: what it does is seen in the value.
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return '…'
  if (Array.isArray(value)) return [...value].map((item) => plain(item, normal, depth + 1))
  if (value instanceof Date || Buffer.isBuffer(value)) return value
  if (isBuilder(value)) return `a ${value.constructor.name}`
  const isPlain = isRecord(value)
  const entries = [...Object.entries(value), ...hiddenOf(value)]
    .filter(([key, field]) => isPlain || isTold(key, field))
    .map(([key, field]) => [key, named(key, field, normal) ?? plain(field, normal, depth + 1)])
  const described = Object.fromEntries(entries) as object
  return isPlain ? described : { [`class ${value.constructor.name}`]: described }
}

/** An error keeps its best for itself. */
function hiddenOf(value: object): [string, unknown][] {
  return value instanceof Error
    ? [
        ['name', value.name],
        ['message', value.message],
      ]
    : []
}

/** Of no class. */
function isRecord(value: object): boolean {
  const proto: unknown = Object.getPrototypeOf(value)
  return proto === Object.prototype || proto === null
}

/** A driver's privates are its own, and where a packet lay in a buffer depends on the network. */
function isTold(key: string, field: unknown): boolean {
  if (key.startsWith('_') || key === 'stack' || typeof field === 'function') return false
  if (typeof field !== 'object' || field === null || Array.isArray(field)) return true
  return field instanceof Date || Buffer.isBuffer(field) || isRecord(field)
}

/** Knex's builders hold all of Knex. */
function isBuilder(value: object): boolean {
  return 'client' in value && 'toSQL' in value
}

function named(key: string, field: unknown, normal: Normal): string | undefined {
  if (TIMES.includes(key)) return 'a time'
  const kind = Object.hasOwn(NAMED, key) ? NAMED[key] : undefined
  return kind === undefined || field == null ? undefined : normal.name(kind, inspect(field))
}
