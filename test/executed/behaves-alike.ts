import { beforeAll, describe, expect, it } from 'vitest'

import type { Place } from './databases/place.js'
import type { Transcript } from './record/transcript.js'
import { runPlain, runRouted } from './runs.js'
import type { RoutedRun } from './runs.js'
import { SCRIPT } from './script/script.js'

/**
 * How often the script runs on fast: a plan is proven by the first run, or, where equal bindings could be
 * confused, by three of them; the last one is served from what was proven.
 */
const TIMES = 4

/** As many queries as a script needs at least before it says something. */
const ENOUGH = 120

/**
 * Declares the tests of one place: the script on a plain Knex, and then on routed ones, has to lead to the same, step by
 * step: the same values, errors, events and warnings.
 */
export function behavesAlike(title: string, place: () => Place): void {
  describe(title, () => {
    let plain: Transcript
    let legacy: RoutedRun
    let fast: RoutedRun[]
    let half: RoutedRun

    beforeAll(async () => {
      plain = await runPlain(place())
      legacy = (await runRouted(place(), { percentage: 0, times: 1 }))[0]!
      fast = await runRouted(place(), { percentage: 100, fallback: false, times: TIMES })
      half = (await runRouted(place(), { percentage: 50, times: 1 }))[0]!
    })

    it.each(SCRIPT.map((step) => [step.name, step] as const))('%s', (name, { refusedBy }) => {
      const told = plain.get(name)
      expect(told?.failed, told?.lines.at(-1)).toBe(refusedBy.includes(place().client))
      for (const { transcript } of fast) expect(transcript.get(name)).toEqual(told)
      expect(half.transcript.get(name)).toEqual(told)
      expect(legacy.transcript.get(name)).toEqual(told)
    })

    it('makes queries enough', () => {
      const lines = [...plain.values()].flatMap((told) => told.lines)
      expect(lines.filter((line) => line.startsWith('client query ')).length).toBeGreaterThan(ENOUGH)
      expect(legacy.metrics.legacyCalls).toBeGreaterThan(ENOUGH)
    })

    it('fast serves every query that Knex does not refuse', () => {
      const { mistakes, metrics } = legacy
      for (const run of fast) {
        expect(fallbacksOf(run)).toEqual({})
        expect(run.metrics).toMatchObject({
          fastCalls: metrics.totalCalls - mistakes,
          legacyCalls: mistakes,
          fastErrors: 0,
          parityMismatches: 0,
          quarantinedShapes: 0,
        })
      }
    })

    it('the last run needs no proof any more', () => {
      expect(fast[0]!.metrics.parityChecks).toBeGreaterThan(ENOUGH)
      expect(fast.at(-1)!.metrics.parityChecks).toBe(0)
    })

    it('at 50 %, either builder serves', () => {
      const { fastCalls, legacyCalls, fastFallbacks } = half.metrics
      expect(fastCalls + legacyCalls).toBe(legacy.metrics.totalCalls)
      expect(fastCalls).toBeGreaterThan(ENOUGH / 2)
      expect(legacyCalls).toBeGreaterThan(ENOUGH / 2)
      expect(fastFallbacks).toBe(0)
    })
  })
}

/** Every reason why legacy served, with its number. */
function fallbacksOf({ metrics }: RoutedRun): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics.fallbackReasons).filter(([, count]) => count > 0))
}
