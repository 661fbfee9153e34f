import { afterEach, describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { outcome } from '../differential/pair.js'
import { FLOODS, LARGE_FLOODS, flood, nodesKept, nodesNeeded, sizeOf, WORKING_SET } from './floods.js'
import { heal, plantThrow, plantWrongPlans, SPOILS } from './plant.js'
import { Stage } from './stage.js'
import { readMemory } from '../fast/memory.js'

/* Rule 5: nothing grows without bound, however many different queries there are. */

const MAX = 50
const FLOOD = 20_000

/** A shape may take so much on average, as the cache reckons it. */
const BYTES_PER_SHAPE = 16_384

/** What the shapes of a cache may take; and one more, since room for it is made when the next one comes. */
const MOST_BYTES = MAX * BYTES_PER_SHAPE + 10_000

/** What a large shape can take at most. */
const ONE_SHAPE = 5 * 1024 * 1024

afterEach(heal)

function expectKept({ engine }: Stage): void {
  const needed = nodesNeeded(engine)
  const kept = nodesKept(engine)
  expect(kept.size).toBe(needed.size)
  let bytes = 0
  for (const node of needed) bytes += node.bytes
  for (const entry of engine.cache.entries()) bytes += entry.bytes
  expect(sizeOf(engine).bytes).toBe(bytes)
}

describe.each(Object.entries(FLOODS))('a flood of %s', (_, chainOf) => {
  const count = FLOOD / 5

  it('leaves a bounded number of shapes, plans and nodes', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX, logLevel: 'silent' })
    flood(stage, chainOf, count, (i) => {
      if (i % 100 !== 0) return
      const { shapes, bytes } = sizeOf(stage.engine)
      expect(shapes).toBeLessThanOrEqual(MAX)
      expect(stage.metrics.plans).toBeLessThanOrEqual(MAX)
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
    })
    expect(stage.adapter.listShapes().length).toBeLessThanOrEqual(MAX)
    expect(stage.metrics.totalCalls).toBe(count)
  })

  it('leaves no node that no shape needs, and the cache knows what there is', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX, logLevel: 'silent' })
    flood(stage, chainOf, 500)
    expectKept(stage)
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

describe.each(Object.entries(LARGE_FLOODS))('a flood of %s', (_, chainOf) => {
  const count = 100

  it('leaves a bounded number of bytes', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX, logLevel: 'silent' })
    flood(stage, chainOf, count, () => {
      expect(sizeOf(stage.engine).bytes).toBeLessThanOrEqual(MAX * BYTES_PER_SHAPE + ONE_SHAPE)
    })
    // The next shape makes room.
    WORKING_SET[0]!(stage.db).toSQL()
    expect(sizeOf(stage.engine).bytes).toBeLessThanOrEqual(MOST_BYTES)
    expect(stage.metrics).toMatchObject({ fastErrors: 0, parityMismatches: 0 })
    expectKept(stage)
  })

  it('is built as Knex builds it', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX, logLevel: 'silent' })
    for (const i of [0, 1, 0, 1]) {
      expect(outcome(() => chainOf(i)(stage.db))).toEqual(outcome(() => chainOf(i)(stage.plain)))
    }
  })

  it('leaves the working set where it is', () => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX, logLevel: 'silent' })
    const work = (): void => {
      for (const chain of WORKING_SET) chain(stage.db).toSQL()
    }
    work()
    work()
    flood(stage, chainOf, count)
    const before = stage.metrics
    work()
    expect(stage.metrics.fastCalls - before.fastCalls, 'served by fast').toBe(WORKING_SET.length)
    expect(stage.metrics.parityChecks, 'from the plan').toBe(before.parityChecks)
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

describe.each([40, 400, 4000])('raws of %i characters, cut out of the bodies of requests', (length) => {
  it.each<[string, (i: number) => readonly [string, never]]>([
    ['without bindings', (i) => [`${i} is null`, undefined as never]],
    ['with a binding', (i) => [`${i} is ?`, [i] as never]],
    ['with a named one', (i) => [`${i} is :a_name_of_some_length`, { a_name_of_some_length: i } as never]],
  ])('%s, hold on to nothing else of those', (_, rawOf) => {
    const stage = new Stage({ percentage: 100, logLevel: 'silent' })
    flood(stage, FLOODS['raws']!, 10)
    const before = readMemory()
    for (let i = 0; i < 60; i++) {
      const [start, bindings] = rawOf(i)
      const body = Buffer.alloc(1_000_000, start.padEnd(length))
      stage.db('t').whereRaw(body.toString('latin1').slice(0, length), bindings).toSQL()
    }
    expect(readMemory() - before).toBeLessThan(10_000_000)
    expect(stage.metrics).toMatchObject({ plans: 70, fastFallbacks: 0 })
  })
}) // prettier-ignore

describe('one query without end', () => {
  it.each<[string, Chain]>([
    ['a list of values of many kinds', (k) => k('t').whereIn('a', Array.from({ length: 5000 }, (_, i) => (i % 2 ? { i } : i)))],
    ['many rows', (k) => k('t').insert(Array.from({ length: 2000 }, (_, i) => ({ a: i, [`b${i % 7}`]: i })))],
    ['a name', (k) => k('t').select('n'.repeat(17_000))],
    ['an alias', (k) => k('t').select({ ['n'.repeat(17_000)]: 'a' })],
    ['many conditions', (k) => Array.from({ length: 3000 }).reduce<ReturnType<Chain>>((q, _, i) => q.orWhere(`a${i}`, i), k('t'))],
  ])('%s', (_, chain) => {
    const stage = new Stage({ percentage: 100, planCacheMax: MAX })
    for (let i = 0; i < 2; i++) expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
    flood(stage, FLOODS['columns']!, 200)
    expect(sizeOf(stage.engine).bytes).toBeLessThanOrEqual(MOST_BYTES)
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
