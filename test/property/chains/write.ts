import type { Arg, Step } from '../chain.js'
import { MYSQL_FAMILY, except } from '../dialects.js'
import { call, callWith, calls, inOrder, maybe, oneOf, some } from './dice.js'
import type { Make } from './dice.js'
import { join } from './join.js'
import { column, constant, pickArg, selected, simple, simpleName, table } from './names.js'
import { intoTable } from './source.js'
import { limit, order, settings } from './tail.js'
import { callback, inlinedStep, listOf, literal, operand, query, raw, slot } from './values.js'
import { condition } from './where.js'
import { withClause } from './with.js'

/* Everything that changes rows. */

const RETURNING = except('redshift', 'mysql')
const CONFLICT = except('mssql')
/** Other tables to read from. */
const FROM = ['pg', 'redshift'] as const
const UPSERT = ['cockroachdb', 'mysql', 'mariadb'] as const

const cell: Make<Arg> = oneOf(
  [12, slot],
  [3, literal],
  [2, operand],
  [0.3, pickArg(undefined)],
  [1, pickArg({ j: 1 }, [1, 2], null)],
)
const entry: Make<readonly [string, Arg]> = (throwing) => [simpleName(throwing), cell(throwing)]

const row: Make<Arg> = (throwing) => ({ kind: 'object', entries: some(1, 4, entry)(throwing) })
/** Rows of the same keys, as most lists have. */
const evenRows: Make<Arg> = (throwing) => {
  const keys = some(1, 3, simpleName)(throwing)
  return {
    kind: 'list',
    items: some(1, 3, (inner): Arg => ({
      kind: 'object',
      entries: keys.map((key) => [key, cell(inner)] as const),
    }))(throwing),
  }
}
const rows: Make<Arg> = oneOf(
  [8, row],
  [5, evenRows],
  [4, listOf(1, 3, row)],
  [0.5, listOf(6, 20, row)],
  [2, query],
  [1, callback],
  [1, raw],
  [1, pickArg({}, [], [{}], [{}, {}], null, undefined, [null], [{ a: 1 }, null])],
)

const returned: Make<Arg> = oneOf(
  [5, selected],
  [4, listOf(1, 2, selected)],
  [1, constant('*')],
  [1, raw],
  [1, listOf(1, 2, raw)],
)
const returning: Make<Step[]> = oneOf<Step[]>(
  [2, () => []],
  [1, calls(call('returning', returned)), RETURNING],
  [0.5, calls(call('returning', returned, pickArg({ includeTriggerModifications: true }, {}))), RETURNING],
)

const where: Make<Step[]> = some(0, 3, condition)
const before: Make<Step[]> = inOrder(maybe(0.12, withClause), (t) => maybe(0.2, settings)(t).flat())

/* insert */

const target: Make<readonly Arg[]> = oneOf<readonly Arg[]>(
  [5, (t) => [simple(t)]],
  [4, (t) => [listOf(1, 2, simple)(t)]],
  [2, () => []],
  [2, (t) => [raw(t)]],
)
const merged: Make<readonly Arg[]> = oneOf<readonly Arg[]>(
  [4, () => []],
  [4, (t) => [listOf(1, 3, simple)(t)]],
  [3, (t) => [row(t)]],
  [0.2, (t) => [pickArg({}, [], 'a')(t)]],
)
const conflict: Make<Step[]> = oneOf<Step[]>(
  [4, (t) => [callWith('onConflict', target)(t), callWith('ignore', () => [])(t)]],
  [6, (t) => [callWith('onConflict', target)(t), callWith('merge', merged)(t)]],
  [
    2,
    (t) => [callWith('onConflict', target)(t), callWith('merge', merged)(t), ...where(t)],
    except('mssql', ...MYSQL_FAMILY),
  ],
)
const insert: Make<Step[]> = inOrder(
  oneOf<Step[]>([6, calls(call('insert', rows))], [1, calls(call('insert', rows, returned)), RETURNING]),
  oneOf<Step[]>([3, () => []], [2, conflict, CONFLICT]),
  returning,
)
const upsert: Make<Step[]> = inOrder(
  oneOf<Step[]>([4, calls(call('upsert', rows))], [1, calls(call('upsert', rows, returned))]),
  returning,
)

/* update */

const amount: Make<readonly Arg[]> = oneOf<readonly Arg[]>(
  [1, (t) => [simple(t)]],
  [4, (t) => [simple(t), pickArg(1, 2, -3, 0, -0, 2.5, '4', NaN)(t)]],
  [
    1,
    (t) => [
      {
        kind: 'object',
        entries: [
          [simpleName(t), pickArg(1, -2)(t)],
          [simpleName(t), pickArg(3)(t)],
        ],
      },
    ],
  ],
)
const counters: Make<Step[]> = oneOf<Step[]>(
  [8, calls(callWith('increment decrement', amount))],
  [2, calls(callWith('increment', amount), callWith('decrement', amount))],
  [0.5, calls(callWith('increment', amount), call('clearCounters'))],
)
const assignments: Make<Step[]> = oneOf<Step[]>(
  [10, calls(call('update', row))],
  [1, calls(call('update', row, returned)), RETURNING],
  [2, calls(call('update', simple, cell))],
  [1, calls(call('update', row), call('update', row))],
  [2, counters],
  [2, (t) => [call('update', row)(t), ...counters(t)]],
  [0.1, calls(call('update', pickArg({}, { a: undefined })))],
)
const update: Make<Step[]> = inOrder(
  assignments,
  oneOf<Step[]>([6, () => []], [1, calls(call('updateFrom', table)), FROM]),
  maybe(0.2, join),
  where,
  maybe(0.1, order),
  maybe(0.1, limit),
  returning,
)

/* delete, and the rest */

const remove: Make<Step[]> = inOrder(
  oneOf<Step[]>([6, calls(call('del delete'))], [1, calls(call('del', returned)), RETURNING]),
  oneOf<Step[]>([8, () => []], [1, calls(call('using', oneOf([1, table], [1, listOf(1, 2, table)]))), FROM]),
  // Postgres has the table's name only: what is joined on becomes a comparison of columns.
  maybe(0.2, inlinedStep(join)),
  where,
  oneOf<Step[]>([8, () => []], [1, calls(limit), MYSQL_FAMILY]),
  returning,
)
const other: Make<Step[]> = oneOf<Step[]>(
  [2, calls(call('truncate'))],
  [1, calls(call('columnInfo'))],
  [1, calls(call('columnInfo', column))],
)

/** A query that writes, or one of the few that do neither. */
export const write: Make<Step[]> = inOrder(
  intoTable,
  before,
  oneOf<Step[]>([10, insert], [1.5, upsert, UPSERT], [9, update], [5, remove], [1.5, other]),
)
