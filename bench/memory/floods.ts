import type { Knex } from 'knex'

/** Queries without end, each of a shape of its own. */
export interface Flood {
  readonly name: string
  readonly query: (db: Knex, i: number) => Knex.QueryBuilder
  /** How many, when measured properly. */
  readonly count: number
}

/** A new text for every number. */
const text = (i: number, length: number): string => `x${i} `.padEnd(length, 'abcdefgh')

const COLUMNS: Flood['query'] = (db, i) => db('orders').select('id', `c${i}`).where('status', i).limit(10)
const ALIASES: Flood['query'] = (db, i) =>
  db('orders')
    .select({ [`alias_${i}`]: 'id' })
    .where('status', i)
const TABLES: Flood['query'] = (db, i) => db(`orders_${i}`).where('id', i)
const RAWS: Flood['query'] = (db, i) => db('orders').whereRaw(`total > ${i} and status = ?`, [i])
const SHORT = [COLUMNS, ALIASES, TABLES, RAWS]

/** What an application can vary, or whoever controls a name or a text in it. */
export const FLOODS: readonly Flood[] = [
  {
    name: 'columns, aliases, tables and raws',
    query: (db, i) => SHORT[i % SHORT.length]!(db, i),
    count: 1_000_000,
  },
  { name: 'raws of 100 to 2,000 characters', query: ofLength((i) => 100 + (i % 20) * 100), count: 200_000 },
  { name: 'raws of 16,000 characters', query: ofLength(() => 16_000), count: 50_000 },
  { name: 'raws of 100,000 characters', query: ofLength(() => 100_000), count: 20_000 },
  {
    name: 'names of 1,000 characters',
    query: (db, i) => db('orders').select(text(i, 1000).replace(' ', '_')).where('id', i),
    count: 20_000,
  },
  {
    name: 'a hundred odd values',
    query: (db, i) =>
      db('orders').insert({ [`c${i}`]: 1, ...Object.fromEntries(Array.from({ length: 99 }, (_, n) => [`d${n}`, n % 2 ? { i } : i])) }),
    count: 20_000,
  },
  {
    name: 'raws cut out of bodies of 1,000,000 characters',
    // Of a text that comes from nowhere else, as a request's body does.
    query: (db, i) => db('orders').whereRaw(Buffer.alloc(1_000_000, `${i} is null or `).toString('latin1').slice(0, 40)),
    count: 5000,
  },
] // prettier-ignore

function ofLength(length: (i: number) => number): Flood['query'] {
  return (db, i) => db('orders').whereRaw(`${text(i, length(i))} = ?`, [i])
}
