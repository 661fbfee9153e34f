import type { Knex } from 'knex'

import type { ShapeNode } from '../../dist/fast/shape-node.js'
import type { Chain } from '../differential/pair.js'
import type { Stage } from './stage.js'

/** Texts around this many characters are the longest that a shape may keep. */
export const LONG = 16_000

/** So many different texts of a length. */
const long = (i: number, length: number): string => `x${i}`.padEnd(length, 'abcdefgh')

/** What an application, or whoever controls a name or a text in it, can vary without end: one query for every number. */
export const FLOODS: Readonly<Record<string, (i: number) => Chain>> = {
  columns: (i) => (k) => k('t').select(`c${i}`).where('a', i),
  aliases: (i) => (k) => k('t').select(`a as x${i}`, { [`y${i}`]: 'b' }),
  tables: (i) => (k) => k(`t${i}`).where('a', i),
  raws: (i) => (k) => k('t').whereRaw(`a = ${i} and b = ?`, [i]),
  'lengths of lists': (i) => (k) => k('t').whereIn(`a${i % 100}`, Array(i % 200).fill(i)),
  'inserted columns': (i) => (k) => k('t').insert({ [`a${i}`]: 1, b: 2 }),
  'literal limits': (i) => (k) => k('t').limit(i + 1, { skipBinding: true }),
  callbacks: (i) => (k) => k('t').where((q: Knex.QueryBuilder) => void q.where(`a${i}`, i).orWhereIn('b', k('u').select(`c${i}`))),
  'declined shapes': (i) => (k) => k('t').select(`c${i}`).where('a', i).whereJsonObject('b', { i }),
  mistakes: (i) => (k) => k('t').where(`a${i}`, undefined),
  'callbacks that throw': (i) => (k) =>
    k('t').where(`a${i}`, i).where(() => {
      throw new Error('mine')
    }),
  'mistakes with callbacks that throw': (i) => (k) =>
    k('t').whereBetween(`a${i}`, [undefined, () => { throw new Error('mine') }] as never),
} // prettier-ignore

/** The same, by queries that take much more room than others. Knex takes long over long names, so those are few. */
export const LARGE_FLOODS: Readonly<Record<string, (i: number) => Chain>> = {
  'long names': (i) => (k) => k('t').select(long(i, 3000)).where('a', i),
  'long raws': (i) => (k) => k('t').whereRaw(`${long(i, LONG)} = ?`, [i]),
  'raws too long to keep': (i) => (k) => k(`t${i % 3}`).whereRaw(`${long(i, 40_000)} = ?`, [i]),
  'long raws one after another': (i) => (k) => Array.from({ length: 20 }, (_, n) => long(i * 20 + n, 9000)).reduce<ReturnType<Chain>>((q, raw) => q.whereRaw(raw), k('t')),
  'raws full of holes, and nothing for them': (i) => (k) => k('t').whereRaw(`${i} ${'?'.repeat(LONG / 2)}`, []),
  'lists of values of many kinds': (i) => (k) => k('t').whereIn(`a${i}`, Array.from({ length: 1000 }, (_, n) => (n % 2 ? { n } : n))),
  'lists too long to keep': (i) => (k) => k('t').whereIn(`a${i}`, Array.from({ length: 5000 }, (_, n) => (n % 2 ? { n } : n))),
  'callbacks after a text too long to keep': (i) => (k) =>
    k('t').whereRaw(long(i, 40_000)).whereRaw('a = ?', [i]).where((q: Knex.QueryBuilder) => void q.where(k.ref('b'), i).orWhereRaw('c = :c', { c: i })),
  'declined queries with a text too long to keep': (i) => (k) => k('t').whereRaw(long(i, 40_000)).whereJsonObject('b', { i }).whereRaw('a = ?', []),
} // prettier-ignore

/** A few queries that the application makes all the time. */
export const WORKING_SET = workingSet(5)

/** So many queries of an application, each of its own shape. */
export function workingSet(count: number): readonly Chain[] {
  return Array.from(
    { length: count },
    (_, i): Chain =>
      (k) =>
        k('work').select(`w${i}`).where(`w${i}`, 1),
  )
}

/** Builds so many queries of a flood, whatever becomes of them. */
export function flood(
  stage: Stage,
  chainOf: (i: number) => Chain,
  count: number,
  each: (i: number) => void = () => {},
): void {
  for (let i = 0; i < count; i++) {
    const builder = chainOf(i)(stage.db)
    try {
      builder.toSQL()
    } catch {
      // Some of them are mistakes.
    }
    each(i)
  }
}

/** The cache, as its own code sees it. */
interface Inside {
  readonly bytes: number
  readonly main: Iterable<ShapeNode>
  readonly probation: Iterable<ShapeNode>
}

/** What the cache holds, and what it reckons that this takes. */
export function sizeOf({ cache }: Stage['engine']): { shapes: number; bytes: number } {
  const { bytes, main, probation } = cache as unknown as Inside
  return { shapes: [...main, ...probation].length, bytes }
}

/** The nodes on the ways to all shapes. */
export function nodesNeeded({ cache }: Stage['engine']): ReadonlySet<ShapeNode> {
  const { main, probation } = cache as unknown as Inside
  const nodes = new Set<ShapeNode>()
  for (const end of [...main, ...probation])
    for (let node = end; node.parent !== undefined; node = node.parent) nodes.add(node)
  return nodes
}

interface Tree {
  readonly next: Tree | undefined
  readonly edges: ReadonlyMap<unknown, Tree> | undefined
}

/** All nodes that hang on the roots of the client that built last, the roots themselves left out. */
export function nodesKept(engine: Stage['engine']): ReadonlySet<unknown> {
  const { roots } = (engine as unknown as { space: { roots: Readonly<Record<string, Tree>> } }).space
  const nodes = new Set<Tree>(Object.values(roots))
  // A set gives what is added to it meanwhile too.
  for (const { next, edges } of nodes)
    for (const child of [next, ...(edges?.values() ?? [])]) if (child !== undefined) nodes.add(child)
  for (const root of Object.values(roots)) nodes.delete(root)
  return nodes
}
