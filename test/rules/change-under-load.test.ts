import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

import fc from 'fast-check'
import type { Knex } from 'knex'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { outcome } from '../differential/pair.js'
import { BY, Stage } from './stage.js'
import type { Line } from './stage.js'

/* Changed without pause, a rollout is always a whole one: each build is one builder's, by one rollout. */

type Change = Parameters<Stage['adapter']['setRollout']>[0]
type Rollout = ReturnType<Stage['adapter']['getRollout']>

const CHAINS: readonly Chain[] = [
  (k) => k('t').select('a').where('b', 1),
  (k) => k('t').whereIn('a', [1, 2, 3]).orderBy('b').limit(7),
  (k) => k('t').insert({ a: 1, b: 2 }),
  (k) => k('t').where('id', 1).update({ a: 2, b: 3 }),
  (k) => k('t').where((q: Knex.QueryBuilder) => void q.where('a', 1).orWhere('b', 2)),
  (k) => k('t').whereIn('a', k('u').select('b').where('c', 4)).first('a'),
]

/** The builders that have been counted since `before`: one for each build. */
function servedSince(stage: Stage, before: Stage['metrics']): readonly string[] {
  const { fastCalls, legacyCalls } = stage.metrics
  return [
    ...Array<string>(fastCalls - before.fastCalls).fill('fast'),
    ...Array<string>(legacyCalls - before.legacyCalls).fill('legacy'),
  ]
}

/** The builders that a build by this rollout may be served by, and the reason that is given for it. */
function promised({ mode, percentage }: Rollout): { readonly builders: readonly string[]; reason: string } {
  const share = mode === 'auto' ? percentage : mode === 'fast' ? 100 : 0
  if (share === 0) return { builders: ['legacy'], reason: 'STATIC' }
  if (share === 100) return { builders: ['fast'], reason: 'STATIC' }
  return { builders: ['fast', 'legacy'], reason: 'SPLIT' }
}

const percent = fc.constantFrom(0, 0.01, 1, 50, 99.9, 100)
const changes: fc.Arbitrary<Change> = fc.record(
  {
    percentage: percent,
    shadowPercentage: percent,
    verifyPercentage: percent,
    mode: fc.constantFrom('auto', 'auto', 'auto', 'legacy', 'fast'),
    stickiness: fc.constantFrom('random', 'shape', 'process'),
  } as const,
  { requiredKeys: [] },
)

/** A query, with what is changed before it is built and while it is. */
const builds = fc.record({
  chain: fc.nat(CHAINS.length - 1),
  before: changes,
  within: fc.option(changes, { nil: undefined }),
})

/** The same query, with a callback that changes the rollout in the midst of its build. */
function changing(chain: Chain, change: () => void): Chain {
  return (k) =>
    chain(k).where((q: Knex.QueryBuilder) => {
      change()
      void q.where('z', 9)
    })
}

describe('a rollout that changes with every build', () => {
  const SEED = Number(process.env['CHANGE_SEED'] ?? (Math.random() * 0x7fffffff) | 0)

  it(`decides each build by the one that was in force when it began (seed ${SEED})`, () => {
    const property = fc.property(fc.array(builds, { maxLength: 40, size: 'max' }), fc.nat(), (list, seed) => {
      const stage = new Stage({ seed: String(seed), planCacheMax: 4, logBuilder: true })
      for (const { chain, before, within } of list) {
        const change = within && (() => void stage.adapter.setRollout(within, BY))
        const own = change ? changing(CHAINS[chain]!, change) : CHAINS[chain]!
        const same = change ? changing(CHAINS[chain]!, () => {}) : own
        const { builders, reason } = promised(stage.adapter.setRollout(before, BY))
        const counted = stage.metrics
        expect(outcome(() => own(stage.db))).toEqual(outcome(() => same(stage.plain)))
        const line = stage.linesOf('build').at(-1)!
        expect(builders).toContain(line['builder'])
        expect(line['reason']).toBe(reason)
        expect(servedSince(stage, counted)).toEqual([line['builder']])
      }
      expect(stage.linesOf('build')).toHaveLength(stage.metrics.totalCalls)
      expect(stage.metrics).toMatchObject({ fastErrors: 0, fastFallbacks: 0, parityMismatches: 0 })
      expectUnbroken(stage.linesOf('rollout_changed'))
    })
    fc.assert(property, { numRuns: 80, seed: SEED })
  })
})

/** Each change starts from what the one before left. */
function expectUnbroken(lines: readonly Line[]): void {
  const steps = lines.map(({ from, to }) => ({ from: from as Rollout, to: to as Rollout }))
  for (const [index, { from, to }] of steps.entries()) {
    expect(to.version).toBe(from.version + 1)
    expect(Object.isFrozen(to)).toBe(true)
    if (index > 0) expect(from).toBe(steps[index - 1]!.to)
  }
}

describe('a rollout file that is rewritten without pause', () => {
  let folder: string
  let file: string
  let writer: Worker

  /** By renaming, and every third time in place, so that readers meet it empty or half written. */
  const WRITER = `
    const { renameSync, writeFileSync } = require('node:fs')
    const { workerData: file } = require('node:worker_threads')
    for (let n = 1; ; n++) {
      const text = JSON.stringify({ percentage: n % 101, by: 'writer', reason: String(n) }).padEnd(20_000)
      if (n % 3 === 0) writeFileSync(file, text)
      else {
        writeFileSync(file + '.new', text)
        renameSync(file + '.new', file)
      }
    }`

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollout-'))
    file = join(folder, 'rollout.json')
    writeFileSync(file, '{"percentage": 0, "by": "writer", "reason": "0"}')
    // Only the clock that says when to look: reading itself takes its real time.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(async () => {
    vi.useRealTimers()
    await writer.terminate()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is never in force by halves, and no build suffers', async () => {
    const stage = new Stage({ file, percentage: 33 })
    writer = new Worker(WRITER, { eval: true, workerData: file })
    let asked = 0
    while (stage.linesOf('rollout_changed').length < 100) {
      vi.advanceTimersByTime(1000)
      for (const chain of CHAINS) {
        expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
        asked += 1
      }
      await new Promise((resolve) => void setImmediate(resolve))
    }
    stage.adapter.close()
    const seen = stage.linesOf('rollout_changed').map(({ to }) => to as Rollout)
    for (const { percentage, mode, by, reason } of seen) {
      expect({ percentage, mode, by }).toEqual({
        percentage: Number(reason) % 101,
        mode: 'auto',
        by: 'writer',
      })
    }
    const order = seen.map(({ reason }) => Number(reason))
    expect(order, 'never back to an older one').toEqual([...order].sort((a, b) => a - b))
    expectUnbroken(stage.linesOf('rollout_changed'))
    expect(stage.metrics).toMatchObject({
      totalCalls: asked,
      fastErrors: 0,
      fastFallbacks: 0,
      parityMismatches: 0,
    })
  })
})
