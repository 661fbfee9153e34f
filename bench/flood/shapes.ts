import type { Knex } from 'knex'

/** A query of one shape; `n` varies its values, and never its shape. */
export type Shape = (db: Knex, n: number) => Knex.QueryBuilder

/** The names that make one shape another than the next of its kind. */
interface Names {
  readonly table: string
  readonly column: string
}

/** What applications ask all day. Values that stand beside each other differ, so that one admission proves a plan. */
const KINDS: readonly ((names: Names) => Shape)[] = [
  ({ table, column }) =>
    (db, n) =>
      db(table).where(column, n),
  ({ table, column }) =>
    (db, n) =>
      db(table).where({ id: n, [column]: `v${n}` }).first('id', column),
  ({ table, column }) =>
    (db, n) =>
      db(table)
        .select('id', column)
        .whereIn(column, [n, n + 1, n + 2])
        .orderBy(column, 'desc')
        .limit(20)
        .offset(40 + (n % 7)),
  ({ table, column }) =>
    (db, n) =>
      db(`${table} as a`)
        .join('customers as c', 'c.id', `a.${column}`)
        .select('c.id', 'c.name')
        .where((q) => void q.where('a.status', 'paid').orWhere('a.total', '>', n))
        .whereIn('a.id', db('items').select('order_id').where('quantity', '>', n + 1)),
  ({ table, column }) =>
    (db, n) =>
      db(table).select(column).count('* as c').groupBy(column).having(column, '>', n),
  ({ table, column }) =>
    (db, n) =>
      db(table).insert({ [column]: n, email: `${n}@example.org`, name: 'Ada' }),
  ({ table, column }) =>
    (db, n) =>
      db(table).where('id', n).update({ [column]: `v${n}`, age: n + 1 }),
  ({ table, column }) =>
    (db, n) =>
      db(table).where('id', n).whereNot(column, n + 1).del(),
] // prettier-ignore

/** So many different shapes. */
export function shapes(count: number): readonly Shape[] {
  return Array.from({ length: count }, (_, index) => {
    const which = Math.floor(index / KINDS.length)
    return KINDS[index % KINDS.length]!({ table: `t${which % 40}`, column: `c${which}` })
  })
}

/**
 * Which shape is next, of `count`: as in applications, some far more often than others. A tenth of the shapes makes
 * almost half of the builds.
 *
 * @param draw from 0 (included) to 1 (excluded)
 */
export function nextShape(count: number, draw: number): number {
  return Math.floor(count * draw ** 3)
}
