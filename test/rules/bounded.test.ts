import type { Knex } from 'knex'
import { afterEach, describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { outcome } from '../differential/pair.js'
import { heal, plantThrow, plantWrongPlans, SPOILS } from './plant.js'
import { Stage } from './stage.js'

/* Rule 5: nothing grows without bound, however many different queries there are. */

const MAX = 50
const FLOOD = 20_000

/** The tree may hold this many nodes for each shape. */
const NODES_PER_SHAPE = 64

/** Of each kind there is one for every number. */
const FLOODS: Readonly<Record<string, (i: number) => Chain>> = {
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

/** A few queries that the application makes all the time. */
const WORKING_SET: readonly Chain[] = ['a', 'b', 'c', 'd', 'e'].map(
  (column) => (k) => k('work').select(column).where(column, 1),
)

/** The nodes that hang on the roots the engine knows, by walking down from every shape's end to the top. */
function reachable({ cache }: Stage['engine']): number {
  const { ends } = cache as unknown as { ends: Node[] }
  const nodes = new Set<Node>()
  for (const end of ends) for (let node: Node | undefined = end; node; node = node.parent) nodes.add(node)
  return nodes.size
}

interface Node {
  readonly parent: Node | undefined
}

function sizeOf({ cache }: Stage['engine']): { shapes: number; nodes: number } {
  const { ends, size } = cache as unknown as { ends: unknown[]; size: { nodes: number } }
  return { shapes: ends.length, nodes: size.nodes }
}

function flood(
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

afterEach(heal)

describe.each(Object.entries(FLOODS))('a flood of %s', (_, chainOf) => {
  const count = FLOOD / 5

  it('leaves a bounded number of shapes, plans and nodes', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX, logLevel: 'silent' })
    flood(stage, chainOf, count, (i) => {
      if (i % 100 !== 0) return
      const { shapes, nodes } = sizeOf(stage.engine)
      expect(shapes).toBeLessThanOrEqual(MAX)
      expect(stage.metrics.plans).toBeLessThanOrEqual(MAX)
      expect(nodes).toBeLessThanOrEqual(MAX * NODES_PER_SHAPE + 1000)
    })
    expect(stage.adapter.listShapes().length).toBeLessThanOrEqual(MAX)
    expect(stage.metrics.totalCalls).toBe(count)
  })

  it('leaves no node that no shape needs', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX, logLevel: 'silent' })
    flood(stage, chainOf, 500)
    // The root is counted by nobody.
    expect(sizeOf(stage.engine).nodes).toBe(Math.max(0, reachable(stage.engine) - 1))
  })

  it('leaves the working set where it is', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX, logLevel: 'silent', fallback: true })
    const work = (): void => {
      for (const chain of WORKING_SET) chain(stage.db).toSQL()
    }
    work()
    const admitted = stage.metrics.parityChecks
    expect(admitted).toBe(WORKING_SET.length)
    flood(stage, chainOf, count / 4, (i) => {
      if (i % 25 !== 0) return
      const before = stage.metrics
      work()
      const after = stage.metrics
      expect(after.fastCalls - before.fastCalls, 'served by fast').toBe(WORKING_SET.length)
      expect(after.parityChecks, 'from the plan').toBe(before.parityChecks)
    })
  })

  it('writes a bounded number of lines', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX })
    flood(stage, chainOf, count)
    expect(stage.lines.length).toBeLessThanOrEqual(1 + 1000 + 1)
  })
})

describe('a flood of everything at once', () => {
  it('is built as Knex builds it, evicts, and says so', async () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX, logLevel: 'silent' })
    const kinds = Object.values(FLOODS)
    flood(stage, (i) => kinds[i % kinds.length]!(i), FLOOD)
    expect(stage.metrics).toMatchObject({
      totalCalls: FLOOD,
      parityMismatches: 0,
      quarantinedShapes: 0,
      fastErrors: 0,
    })
    expect(await stage.sample('plan_cache_plans')).toBeLessThanOrEqual(MAX)
    const misses = await stage.sample('plan_cache_misses_total')
    expect(await stage.sample('plan_cache_evictions_total')).toBeGreaterThan(misses / 2)
    for (let i = FLOOD; i < FLOOD + 100; i++) {
      const chain = kinds[i % kinds.length]!(i)
      expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
    }
  })

  it('in shadow too', () => {
    const stage = new Stage({ shadowPercentage: 100, planCacheMax: MAX, logLevel: 'silent' })
    const kinds = Object.values(FLOODS)
    flood(stage, (i) => kinds[i % kinds.length]!(i), FLOOD / 5)
    expect(sizeOf(stage.engine).shapes).toBeLessThanOrEqual(MAX)
    expect(stage.metrics.plans).toBeLessThanOrEqual(MAX)
  })

  it('holds for a cache of one', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: 1, logLevel: 'silent' })
    flood(stage, FLOODS['columns']!, 200)
    for (let i = 0; i < 5; i++) WORKING_SET[0]!(stage.db).toSQL()
    expect(stage.metrics).toMatchObject({ plans: 1, fastCalls: 205 })
    expect(stage.adapter.listShapes()).toHaveLength(1)
  })

  it('from many instances and transactions, which share their shapes', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX, logLevel: 'silent' })
    for (let i = 0; i < 50; i++) WORKING_SET[0]!(stage.adapter.adaptKnex(stage.plainKnex())).toSQL()
    expect(stage.metrics).toMatchObject({ plans: 1, fastCalls: 50, parityChecks: 1 })
  })
})

describe('one query without end', () => {
  it.each<[string, Chain]>([
    ['a list of values of many kinds', (k) => k('t').whereIn('a', Array.from({ length: 5000 }, (_, i) => (i % 2 ? { i } : i)))],
    ['many rows', (k) => k('t').insert(Array.from({ length: 2000 }, (_, i) => ({ a: i, [`b${i % 7}`]: i })))],
    ['many conditions', (k) => Array.from({ length: 3000 }).reduce<ReturnType<Chain>>((q, _, i) => q.orWhere(`a${i}`, i), k('t'))],
  ])('%s', (_, chain) => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX })
    for (let i = 0; i < 2; i++) expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
    flood(stage, FLOODS['columns']!, 200)
    expect(sizeOf(stage.engine).nodes).toBeLessThanOrEqual(MAX * NODES_PER_SHAPE)
    for (const line of stage.lines) expect(JSON.stringify(line).length).toBeLessThan(40_000)
  }) // prettier-ignore

  it('a query nested without end is left to legacy', () => {
    const stage = new Stage({ percentage: 100 })
    const nested =
      (depth: number): Chain =>
      (k) =>
        depth === 0 ? k('t').where('a', 1) : k('t').whereIn('a', nested(depth - 1)(k) as never)
    expect(outcome(() => nested(100)(stage.db))).toEqual(outcome(() => nested(100)(stage.plain)))
    expect(stage.metrics.fallbackReasons.too_deep).toBe(1)
  })
})

describe('faults', () => {
  it('of a translator that is always wrong: quarantined shapes and lines stay bounded', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX })
    plantWrongPlans(SPOILS['another text']!)
    flood(stage, FLOODS['columns']!, 3000)
    expect(stage.metrics.quarantinedShapes).toBeLessThanOrEqual(MAX)
    expect(stage.metrics.parityMismatches).toBe(3000)
    expect(stage.lines.length).toBeLessThanOrEqual(1 + 1000 + 1000 + 1)
  })

  it.each(['plan', 'result'] as const)('of a %s that always throws', (place) => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX })
    plantThrow(place, () => new Error('boom'))
    flood(stage, FLOODS['columns']!, 3000)
    expect(sizeOf(stage.engine).shapes).toBeLessThanOrEqual(MAX)
    expect(stage.metrics.fastErrors).toBe(3000)
    expect(stage.lines.length).toBeLessThanOrEqual(1 + 1000 + 1)
  })

  it('while verifying: the plans that are counted are the plans there are, ever after', () => {
    const stage = new Stage({ percentage: 100, verifyPercentage: 100, planCacheMax: MAX })
    const admitted = (): number =>
      stage.adapter.listShapes().filter(({ parity }) => parity === 'admitted').length
    for (let round = 0; round < 20; round++) {
      flood(stage, (i) => FLOODS['columns']!(i + round * 10), 10)
      plantThrow('result', () => new Error('boom'))
      flood(stage, (i) => FLOODS['columns']!(i + round * 10), 10)
      heal()
    }
    expect(stage.metrics.plans).toBe(admitted())
    expect(stage.metrics.plans).toBeLessThanOrEqual(MAX)
  })
})
