import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { RolloutChange, RolloutSettings } from '../../src/core/rollout.js'
import { DEFAULT_ROLLOUT } from '../../src/core/rollout.js'
import { FileSource } from '../../src/sources/file-source.js'
import type { RolloutHandlers, RolloutWatch } from '../../src/sources/rollout-source.js'

const INTERVAL_MS = 5
const starting: RolloutSettings = { ...DEFAULT_ROLLOUT, percentage: 3, shadowPercentage: 4 }
const byFile = (reason: string) => ({ by: 'file', reason })

let folder: string
let path: string
let watch: RolloutWatch | undefined
let handlers: { [Name in keyof RolloutHandlers]: ReturnType<typeof vi.fn<RolloutHandlers[Name]>> }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'knexodus-file-'))
  path = join(folder, 'rollout.json')
  handlers = { onChange: vi.fn(), onConfirmed: vi.fn(), onRecovered: vi.fn(), onInvalid: vi.fn() }
})

afterEach(() => {
  watch?.stop()
  watch = undefined
  rmSync(folder, { recursive: true })
})

function start(file = path, from = starting): void {
  watch = new FileSource(file, from, INTERVAL_MS).start(handlers)
}

/** In one step, so that no look falls into the middle of it. */
function write(rollout: object, file = path): void {
  writeFileSync(`${file}.tmp`, JSON.stringify(rollout))
  renameSync(`${file}.tmp`, file)
}

const changes = (): RolloutChange[] => handlers.onChange.mock.calls.map(([change]) => change)
const called = (name: keyof RolloutHandlers, times: number): Promise<void> =>
  vi.waitFor(() => expect(handlers[name]).toHaveBeenCalledTimes(times), { interval: 5, timeout: 5000 })
/** For what happens at every look: one that is counted at leisure may have gone on meanwhile. */
const calledAtLeast = (name: keyof RolloutHandlers, times: number): Promise<void> =>
  vi.waitFor(() => expect(handlers[name].mock.calls.length).toBeGreaterThanOrEqual(times), {
    interval: 5,
    timeout: 5000,
  })
/** Long enough for several looks at the file: for what must not happen. */
const severalLooks = (): Promise<void> => sleep(20 * INTERVAL_MS)

describe('FileSource', () => {
  it('reports the file before start returns', () => {
    write({ percentage: 10, by: 'ann', reason: 'week 2' })
    start()
    expect(handlers.onChange.mock.calls).toEqual([[{ percentage: 10 }, { by: 'ann', reason: 'week 2' }]])
    expect(handlers.onInvalid).not.toHaveBeenCalled()
  })

  it('confirms what is in force at every look that finds it, and at no other', async () => {
    write({ percentage: 10 })
    start()
    expect(handlers.onConfirmed).toHaveBeenCalledTimes(1)
    await calledAtLeast('onConfirmed', 3)
    writeFileSync(path, '{')
    await called('onInvalid', 1)
    const before = handlers.onConfirmed.mock.calls.length
    await severalLooks()
    expect(handlers.onConfirmed).toHaveBeenCalledTimes(before)
    write({ percentage: 10 })
    await calledAtLeast('onConfirmed', before + 1)
  })

  it('reports a change once, written in place', async () => {
    write({ percentage: 10 })
    start()
    writeFileSync(path, '{"percentage": 20}')
    await called('onChange', 2)
    await severalLooks()
    expect(handlers.onChange.mock.calls[1]).toEqual([{ percentage: 20 }, byFile(path)])
    expect(handlers.onChange).toHaveBeenCalledTimes(2)
  })

  it('gives a field that the file no longer names its starting value back', async () => {
    write({ percentage: 10, shadowPercentage: 50 })
    start()
    write({ shadowPercentage: 60 })
    await called('onChange', 2)
    expect(changes()[1]).toEqual({ percentage: 3, shadowPercentage: 60 })
    write({})
    await called('onChange', 3)
    expect(changes()[2]).toEqual({ shadowPercentage: 4 })
  })

  it('follows several atomic renames over the file', async () => {
    write({ percentage: 10 })
    start()
    for (const percentage of [20, 30]) {
      write({ percentage })
      await vi.waitFor(() => expect(changes().at(-1)).toEqual({ percentage }), 5000)
    }
    expect(handlers.onInvalid).not.toHaveBeenCalled()
  })

  it('follows the symbolic links of a Kubernetes ConfigMap', async () => {
    const publish = (version: string, percentage: number): void => {
      mkdirSync(join(folder, version))
      write({ percentage }, join(folder, version, 'rollout.json'))
      symlinkSync(version, join(folder, '..data_tmp'))
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
    }
    publish('..v1', 10)
    symlinkSync(join('..data', 'rollout.json'), path)
    start()
    expect(changes()).toEqual([{ percentage: 10 }])
    publish('..v2', 20)
    rmSync(join(folder, '..v1'), { recursive: true })
    await called('onChange', 2)
    expect(changes()[1]).toEqual({ percentage: 20 })
    expect(handlers.onInvalid).not.toHaveBeenCalled()
  })

  it('keeps the last good rollout when the file is deleted, says so once, and follows it again', async () => {
    write({ percentage: 10 })
    start()
    rmSync(path)
    await called('onInvalid', 1)
    await severalLooks()
    expect(handlers.onInvalid).toHaveBeenCalledTimes(1)
    expect(handlers.onInvalid.mock.calls[0]![0]).toMatchObject({ code: 'ENOENT' })
    expect(changes()).toEqual([{ percentage: 10 }])
    write({ percentage: 20 })
    await called('onChange', 2)
    expect(changes()[1]).toEqual({ percentage: 20 })
  })

  it('applies nothing when the same file comes back: it could undo what an operator did meanwhile', async () => {
    write({ mode: 'fast' })
    start()
    rmSync(path)
    await called('onInvalid', 1)
    write({ mode: 'fast' })
    await called('onRecovered', 1)
    expect(handlers.onChange).toHaveBeenCalledTimes(1)
  })

  it('keeps the last good rollout while the file is truncated or half written, and says each once', async () => {
    write({ percentage: 10 })
    start()
    truncateSync(path)
    await called('onInvalid', 1)
    writeFileSync(path, '{"percentage": 2')
    await called('onInvalid', 2)
    await severalLooks()
    expect(handlers.onInvalid).toHaveBeenCalledTimes(2)
    expect(handlers.onInvalid.mock.calls[1]![0]).toMatchObject({ code: 'KNEXODUS_BAD_CONFIG' })
    expect(changes()).toEqual([{ percentage: 10 }])
    writeFileSync(path, '{"percentage": 20}')
    await called('onChange', 2)
  })

  it('does not take back the kill switch of the environment', async () => {
    write({ percentage: 10, mode: 'fast' })
    start(path, { ...starting, mode: 'legacy' })
    expect(changes()).toEqual([{ percentage: 10, mode: 'legacy' }])
    write({ percentage: 100, mode: 'auto' })
    await called('onChange', 2)
    expect(changes()[1]).toEqual({ percentage: 100, mode: 'legacy' })
  })

  it('applies no field of a file with one bad field', async () => {
    write({ percentage: 10 })
    start()
    write({ percentage: 100, mode: 'turbo' })
    await called('onInvalid', 1)
    expect(changes()).toEqual([{ percentage: 10 }])
  })

  it.each([
    ['is missing', () => {}],
    ['is broken', () => writeFileSync(path, '{"percentage": 50')],
    ['is a folder', () => mkdirSync(path)],
    ['is too large', () => writeFileSync(path, ' '.repeat(70_000))],
  ])('holds legacy when the file %s from the start, until it can be read', async (_, prepare) => {
    prepare()
    start()
    expect(changes()).toEqual([{ mode: 'legacy' }])
    expect(handlers.onInvalid).toHaveBeenCalledTimes(1)
    // In this order: whoever takes a change as "valid again" must end up with "invalid".
    const [change] = handlers.onChange.mock.invocationCallOrder
    expect(change).toBeLessThan(handlers.onInvalid.mock.invocationCallOrder[0]!)
    rmSync(path, { recursive: true, force: true })
    write({ percentage: 50 })
    await called('onChange', 2)
    expect(changes()[1]).toEqual({ mode: 'auto', percentage: 50 })
  })

  it('does not wait for the writer of a pipe', () => {
    spawnSync('mkfifo', [path])
    start()
    expect(handlers.onInvalid).toHaveBeenCalledTimes(1)
  })

  it('finds its file although the process changes its folder', async () => {
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder)
    write({ percentage: 10 })
    start('rollout.json')
    cwd.mockRestore()
    write({ percentage: 20 })
    await called('onChange', 2)
    expect(handlers.onInvalid).not.toHaveBeenCalled()
  })

  it('survives handlers that throw', async () => {
    const thrown = (): never => {
      throw new Error('handler')
    }
    handlers.onChange.mockImplementation(thrown)
    handlers.onInvalid.mockImplementation(thrown)
    start()
    write({ percentage: 10 })
    await called('onChange', 2)
    rmSync(path)
    await called('onInvalid', 2)
  })

  it('is silent after stop', async () => {
    write({ percentage: 10 })
    start()
    write({ percentage: 20 })
    watch!.stop()
    await severalLooks()
    expect(handlers.onChange).toHaveBeenCalledTimes(1)
  })

  it('does not keep the process alive', () => {
    write({ percentage: 10 })
    const script = join(__dirname, 'fixtures', 'watch-and-end.ts')
    const child = spawnSync(process.execPath, ['--import', 'tsx', script, path], {
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect({ status: child.status, stdout: child.stdout }).toEqual({ status: 0, stdout: 'changed\n' })
  }, 40_000)
})
