import { afterEach, describe, expect, it, vi } from 'vitest'

/** The clock module, fresh and uncalibrated, over a clock that shows the given times one after the other. */
async function clockShowing(...times: readonly bigint[]) {
  vi.resetModules()
  const shown = [...times]
  vi.spyOn(process.hrtime, 'bigint').mockImplementation(() => shown.shift() ?? 0n)
  return import('../../src/util/clock.js')
}

afterEach(() => vi.restoreAllMocks())

describe('nanosecondsSince', () => {
  it('leaves out what an empty timing pair reads', async () => {
    const clock = await clockShowing(1000n, 2040n, 2080n)
    expect(clock.nanosecondsSince(clock.readClock())).toBe(1000)
  })

  it('corrects by the shortest empty pair so far, whatever came later', async () => {
    const clock = await clockShowing(0n, 500n, 600n, 1000n, 1500n, 1540n, 2000n, 2500n, 9000n)
    expect(clock.nanosecondsSince(clock.readClock())).toBe(400)
    expect(clock.nanosecondsSince(clock.readClock())).toBe(460)
    expect(clock.nanosecondsSince(clock.readClock())).toBe(460)
  })

  it('corrects by nothing on a clock too coarse to show an empty pair', async () => {
    const clock = await clockShowing(0n, 400n, 400n)
    expect(clock.nanosecondsSince(clock.readClock())).toBe(400)
  })

  it('is never negative', async () => {
    const clock = await clockShowing(1000n, 1030n, 1070n, 2000n, 1500n, 1540n)
    expect(clock.nanosecondsSince(clock.readClock())).toBe(0)
    expect(clock.nanosecondsSince(clock.readClock())).toBe(0)
  })

  it('reads the real clock as whole nanoseconds', async () => {
    vi.resetModules()
    const clock = await import('../../src/util/clock.js')
    const elapsed = clock.nanosecondsSince(clock.readClock())
    expect(Number.isInteger(elapsed) && elapsed >= 0).toBe(true)
  })
})
