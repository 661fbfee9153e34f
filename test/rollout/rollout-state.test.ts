import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Rollout, RolloutChange } from '../../src/core/rollout.js'
import { DEFAULT_ROLLOUT } from '../../src/core/rollout.js'
import { RolloutState } from '../../src/rollout/rollout-state.js'

const start = { by: 'environment', reason: 'start' }
const ann = { by: 'ann', reason: 'step' }

/** Listeners as JavaScript allows them. */
const MISBEHAVING: readonly (readonly [string, () => unknown])[] = [
  [
    'throws an error',
    () => {
      throw new Error('no')
    },
  ],
  [
    'throws undefined',
    () => {
      throw undefined
    },
  ],
  ['rejects later', () => Promise.reject(new Error('later'))],
]

let state: RolloutState

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1000 })
  state = new RolloutState({ ...DEFAULT_ROLLOUT, percentage: 10 }, start)
})
afterEach(() => void vi.useRealTimers())

describe('RolloutState', () => {
  it('starts as version 1 of what it was given', () => {
    expect(state.current).toEqual({
      ...DEFAULT_ROLLOUT,
      ...start,
      percentage: 10,
      version: 1,
      changedAt: 1000,
    })
    expect(Object.isFrozen(state.current)).toBe(true)
  })

  it('replaces the named fields in a new frozen record and leaves the old one alone', () => {
    const before = state.current
    vi.setSystemTime(2000)
    const after = state.change({ mode: 'fast', verifyPercentage: 5 }, ann)
    expect(after).toEqual({
      ...before,
      ...ann,
      mode: 'fast',
      verifyPercentage: 5,
      version: 2,
      changedAt: 2000,
    })
    expect(state.current).toBe(after)
    expect(Object.isFrozen(after)).toBe(true)
    expect(before).toMatchObject({ mode: 'auto', version: 1 })
  })

  it('refuses a bad change as a whole and tells nobody', () => {
    const before = state.current
    const listener = vi.fn()
    state.subscribe(listener)
    const bad = { percentage: 50, mode: 'turbo' } as unknown as RolloutChange
    expect(() => state.change(bad, ann)).toThrow(expect.objectContaining({ code: 'KNEXODUS_BAD_CONFIG' }))
    expect(() => state.change({ percentage: 50 }, { by: 'ann' } as never)).toThrow('reason: expected a text')
    expect(state.current).toBe(before)
    expect(listener).not.toHaveBeenCalled()
  })

  it('tells listeners the record after and the one before, until they unsubscribe', () => {
    const listener = vi.fn()
    const first = state.current
    const unsubscribe = state.subscribe(listener)
    const second = state.change({ percentage: 20 }, ann)
    unsubscribe()
    unsubscribe()
    state.change({ percentage: 30 }, ann)
    expect(listener.mock.calls).toEqual([[second, first]])
  })

  it('counts one function subscribed twice as two', () => {
    const listener = vi.fn()
    const unsubscribe = state.subscribe(listener)
    state.subscribe(listener)
    unsubscribe()
    state.change({}, ann)
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it.each(MISBEHAVING)(
    'changes all the same when a listener %s, and tells the others',
    async (_, listener) => {
      const unhandled = vi.fn()
      process.on('unhandledRejection', unhandled)
      const other = vi.fn()
      state.subscribe(listener)
      state.subscribe(other)
      expect(state.change({ percentage: 0 }, ann).percentage).toBe(0)
      expect(other).toHaveBeenCalledTimes(1)
      await new Promise((resolve) => setImmediate(resolve))
      process.off('unhandledRejection', unhandled)
      expect(unhandled).not.toHaveBeenCalled()
    },
  )

  it('tells everybody all changes in order when a listener makes one', () => {
    const heard: number[] = []
    state.subscribe((to: Rollout) => {
      if (to.mode === 'auto') state.change({ mode: 'legacy' }, { by: 'watchdog', reason: 'errors' })
    })
    state.subscribe((to, from) => heard.push(from.version, to.version))
    state.change({ percentage: 50 }, ann)
    expect(heard).toEqual([1, 2, 2, 3])
    expect(state.current).toMatchObject({ mode: 'legacy', percentage: 50, version: 3 })
  })

  it('remembers whether the sources are readable, apart from the rollout', () => {
    expect(state.valid).toBe(true)
    state.markInvalid()
    state.change({ percentage: 20 }, ann)
    expect(state.valid).toBe(false)
    state.markValid()
    expect(state.valid).toBe(true)
    expect(state.current.version).toBe(2)
  })
})
