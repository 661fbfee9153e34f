import fs from 'node:fs'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Knex } from 'knex'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { outcome } from '../differential/pair.js'
import { binomialInterval } from '../rollout/binomial.js'
import { BY, Stage } from './stage.js'

/* Rule 6: a decision is synchronous and in memory, and made by one whole rollout. */

const QUERY: Chain = (k) => k('t').select('a').where('b', 1)

describe('a rollout file', () => {
  let folder: string
  let file: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollout-'))
    file = join(folder, 'rollout.json')
    // Only the clock that says when to look: reading itself takes its real time.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    rmSync(folder, { recursive: true, force: true })
  })

  function replaceByFolder(): void {
    rmSync(file)
    fs.mkdirSync(file)
  }

  const write = (content: string): void => writeFileSync(file, content)

  /** Has the file looked at, and waits for what comes of it. */
  async function look(until: () => void): Promise<void> {
    vi.advanceTimersByTime(1000)
    await vi.waitFor(until, { timeout: 5000, interval: 5 })
  }

  function build(stage: Stage, times: number): number {
    const { fastCalls } = stage.metrics
    for (let i = 0; i < times; i++)
      expect(outcome(() => QUERY(stage.db))).toEqual(outcome(() => QUERY(stage.plain)))
    return stage.metrics.fastCalls - fastCalls
  }

  it('decides from the first build on, and its changes from the next', async () => {
    write('{"percentage": 100}')
    const stage = new Stage({ file })
    expect(build(stage, 10)).toBe(10)
    write('{"percentage": 0, "by": "ann", "reason": "back"}')
    await look(() => expect(stage.adapter.getRollout().percentage).toBe(0))
    expect(build(stage, 10)).toBe(0)
    expect(stage.adapter.getRollout()).toMatchObject({ by: 'ann', reason: 'back' })
    stage.adapter.close()
  })

  it.each<[string, () => void]>([
    ['deleted', () => rmSync(file)],
    ['broken', () => write('{"percentage": ')],
    ['empty', () => write('')],
    ['full of nonsense', () => write('{"percentage": 1000}')],
    ['replaced by a folder', replaceByFolder],
    ['its folder gone', () => rmSync(folder, { recursive: true })],
  ])('that is %s in mid-run leaves the last good rollout in force', async (_, spoil) => {
    write('{"percentage": 100}')
    const stage = new Stage({ file })
    expect(build(stage, 5)).toBe(5)
    spoil()
    expect(build(stage, 5), 'before anybody has looked').toBe(5)
    await look(() => expect(stage.linesOf('source_invalid')).toHaveLength(1))
    expect(build(stage, 5)).toBe(5)
    expect(stage.adapter.getRollout()).toMatchObject({ percentage: 100, mode: 'auto' })
    expect(await stage.sample('rollout_config_valid')).toBe(0)
    fs.mkdirSync(folder, { recursive: true })
    rmSync(file, { recursive: true, force: true })
    write('{"percentage": 0}')
    await look(() => expect(stage.adapter.getRollout().percentage).toBe(0))
    expect(build(stage, 5)).toBe(0)
    expect(await stage.sample('rollout_config_valid')).toBe(1)
    stage.adapter.close()
  })

  it('that was never there keeps legacy', () => {
    const stage = new Stage({ file: join(folder, 'nowhere.json'), percentage: 100 })
    expect(build(stage, 5)).toBe(0)
    expect(stage.adapter.getRollout().mode).toBe('legacy')
    stage.adapter.close()
  })

  it('is never touched by a build', () => {
    write('{"percentage": 50}')
    const stage = new Stage({ file })
    const touched = (
      ['readFileSync', 'statSync', 'openSync', 'existsSync', 'readFile', 'stat', 'open'] as const
    ).map((name) => vi.spyOn(fs, name as 'readFileSync'))
    expect(build(stage, 1000)).toBeGreaterThan(0)
    for (const spy of touched) expect(spy).not.toHaveBeenCalled()
    vi.restoreAllMocks()
    stage.adapter.close()
  })
})

describe('changes of the rollout', () => {
  it('hold for the very next build', () => {
    const stage = new Stage({ logLevel: 'silent' })
    for (let i = 0; i < 5000; i++) {
      const percentage = i % 2 === 0 ? 100 : 0
      stage.adapter.setRollout({ percentage }, BY)
      const { fastCalls } = stage.metrics
      QUERY(stage.db).toSQL()
      expect(stage.metrics.fastCalls - fastCalls).toBe(percentage / 100)
    }
    expect(stage.adapter.getRollout().version).toBe(5001)
  })

  it('of any number leave every share what it was meant to be', () => {
    const stage = new Stage({ logLevel: 'silent' })
    const shares = [0, 10, 37.5, 90, 100]
    const builds = 30_000
    const fast = shares.map(() => 0)
    for (let i = 0; i < builds; i++) {
      const which = (i * 7 + (i >> 3)) % shares.length
      stage.adapter.setRollout({ percentage: shares[which]! }, BY)
      const { fastCalls } = stage.metrics
      QUERY(stage.db).toSQL()
      fast[which]! += stage.metrics.fastCalls - fastCalls
    }
    shares.forEach((share, which) => {
      const [least, most] = binomialInterval(builds / shares.length, share)
      expect(fast[which]).toBeGreaterThanOrEqual(least)
      expect(fast[which]).toBeLessThanOrEqual(most)
    })
  })

  it('made while a build is under way hold for the next one: no decision mixes two rollouts', () => {
    const stage = new Stage({ logBuilder: true, logLevel: 'info', percentage: 50 })
    const changing =
      (to: object): Chain =>
      (k) =>
        k('t').where((q: Knex.QueryBuilder) => {
          stage.adapter.setRollout(to, BY)
          void q.where('a', 1)
        })
    for (let i = 0; i < 200; i++) {
      stage.adapter.setRollout({ percentage: 50, stickiness: i % 2 ? 'shape' : 'random' }, BY)
      changing(i % 3 ? { percentage: 100 } : { percentage: 0 })(stage.db).toSQL()
    }
    const reasons = new Set(stage.linesOf('build').map((line) => line['reason']))
    expect(stage.linesOf('build')).toHaveLength(200)
    expect([...reasons], 'decided at 50 %, so split').toEqual(['SPLIT'])
    expect(stage.metrics.totalCalls).toBe(200)
  })

  it('made while a build is under way break nothing', () => {
    const stage = new Stage({ logLevel: 'silent' })
    const changes = [
      { percentage: 100, verifyPercentage: 100 },
      { percentage: 0, shadowPercentage: 100 },
      { mode: 'legacy' as const },
      { mode: 'auto' as const, stickiness: 'shape' as const, percentage: 50 },
      { mode: 'fast' as const, stickiness: 'process' as const },
    ]
    let next = 0
    const changing: Chain = (k) =>
      k('t').where((q: Knex.QueryBuilder) => {
        stage.adapter.setRollout(changes[(next += 1) % changes.length]!, BY)
        void q.where('a', 1)
      })
    const plain: Chain = (k) => k('t').where((q: Knex.QueryBuilder) => void q.where('a', 1))
    for (let i = 0; i < 1000; i++)
      expect(outcome(() => changing(stage.db))).toEqual(outcome(() => plain(stage.plain)))
    expect(stage.metrics).toMatchObject({ totalCalls: 1000, fastErrors: 0, parityMismatches: 0 })
  })

  it('from a timer, as fast as they come, tear no build', async () => {
    const stage = new Stage({ logLevel: 'silent' })
    let running = true
    let changes = 0
    const change = (): void => {
      for (let i = 0; i < 10; i++) stage.adapter.setRollout({ percentage: (changes += 1) % 101 }, BY)
      if (running) setTimeout(change, 0)
    }
    change()
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i < 50; i++)
        expect(outcome(() => QUERY(stage.db))).toEqual(outcome(() => QUERY(stage.plain)))
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    running = false
    expect(changes).toBeGreaterThan(100)
    expect(stage.metrics).toMatchObject({ totalCalls: 2000, fastErrors: 0, fastFallbacks: 0 })
  })
})
