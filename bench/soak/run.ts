import { deepStrictEqual } from 'node:assert/strict'

import knexFactory from 'knex'
import type { Knex } from 'knex'
import { createAdapter } from 'knexodus'

import { nextShape, shapes } from '../flood/shapes.js'
import type { Shape } from '../flood/shapes.js'
import { flatness, readMemory } from './memory.js'
import type { Memory } from './memory.js'

/** What to build, and how often. */
export interface SoakPlan {
  readonly builds: number
  readonly shapes: number
  readonly percentage: number
  readonly planCacheMax: number
}

type Adapter = ReturnType<typeof createAdapter>

/** Looks at memory so often in a run. */
const SAMPLES = 100

/** One build in so many is held against plain Knex; a prime, so that no kind of query is left out. */
const COMPARE_EVERY = 997

/** Builds without end, and says what is wrong at the end of it; nothing, if all is well. */
export async function soak(plan: SoakPlan): Promise<readonly string[]> {
  const adapter = createAdapter({
    percentage: plan.percentage,
    planCacheMax: plan.planCacheMax,
    logLevel: 'warn',
  })
  const soaking = new Soaking(adapter, shapes(plan.shapes))
  const samples: Memory[] = []
  console.log('     builds   builds/s  heap MiB   rss MiB    plans  fast %')
  for (let sample = 1; sample <= SAMPLES; sample++) {
    const until = Math.round((plan.builds * sample) / SAMPLES)
    const perSecond = soaking.buildUntil(until)
    // As a service is scraped, so is this one; and waiting lets its timers run.
    await adapter.registry.metrics()
    const memory = readMemory()
    samples.push(memory)
    console.log(row([until, perSecond, memory, adapter]))
  }
  return [...judgeMemory(samples), ...judgeCounts(plan, adapter)]
}

/** Builds by an adapted Knex, comparing some with a plain one. */
class Soaking {
  private readonly plain = knexFactory({ client: 'pg' })
  private readonly adapted: Knex
  private built = 0

  constructor(
    adapter: Adapter,
    private readonly all: readonly Shape[],
  ) {
    this.adapted = adapter.adaptKnex(knexFactory({ client: 'pg' }))
  }

  /** @returns builds per second */
  buildUntil(count: number): number {
    const { all, adapted } = this
    const before = this.built
    const start = process.hrtime.bigint()
    for (let n = before; n < count; n++) {
      const shape = all[nextShape(all.length, Math.random())]!
      const query = shape(adapted, n).toSQL()
      if (n % COMPARE_EVERY === 0) this.assertSame(query, shape(this.plain, n).toSQL())
    }
    this.built = count
    return ((count - before) * 1e9) / Number(process.hrtime.bigint() - start)
  }

  private assertSame(actual: Knex.Sql, expected: Knex.Sql): void {
    const relevant = ({ sql, bindings, method }: Knex.Sql): object => ({ sql, bindings, method })
    deepStrictEqual(relevant(actual), relevant(expected))
    deepStrictEqual(actual.toNative(), expected.toNative())
  }
}

function judgeMemory(samples: readonly Memory[]): readonly string[] {
  const lastHalf = samples.slice(samples.length / 2)
  const found = (['heap', 'rss'] as const).map((what) => flatness(lastHalf, what))
  for (const { words } of found) console.log(words)
  return found.filter(({ flat }) => !flat).map(({ words }) => words)
}

function judgeCounts({ builds, percentage }: SoakPlan, adapter: Adapter): readonly string[] {
  const metrics = adapter.getQueryBuilderMetrics()
  const { fastCalls, legacyCalls, fastFallbacks, fastErrors, parityMismatches, parityChecks } = metrics
  console.log(
    `fast ${fastCalls} + legacy ${legacyCalls} = ${fastCalls + legacyCalls} of ${builds} builds; ` +
      `${fastFallbacks} fallbacks, ${parityChecks} comparisons, ${parityMismatches} mismatches, ${fastErrors} errors`,
  )
  const share = percentage / 100
  // Five standard deviations of what chance makes of it.
  const astray = Math.abs(fastCalls + fastFallbacks - builds * share)
  const checks = {
    'every build is counted once': fastCalls + legacyCalls === builds,
    'no errors, no mismatches': fastErrors === 0 && parityMismatches === 0,
    'the share meant for fast is the one asked for': astray <= 5 * Math.sqrt(builds * share * (1 - share)),
  }
  return Object.entries(checks).flatMap(([what, holds]) => (holds ? [] : [`does not hold: ${what}`]))
}

function row([builds, perSecond, { heap, rss }, adapter]: [number, number, Memory, Adapter]): string {
  const { plans, fastPercentage } = adapter.getQueryBuilderMetrics()
  const cells: [string, number][] = [
    [builds.toString(), 11],
    [perSecond.toFixed(0), 11],
    [heap.toFixed(2), 10],
    [rss.toFixed(1), 10],
    [plans.toString(), 9],
    [fastPercentage.toFixed(2), 8],
  ]
  return cells.map(([text, width]) => text.padStart(width)).join('')
}
