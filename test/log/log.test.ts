import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { Log, LogOptions } from '../../src/adapter/log.js'
import { createLog } from '../../src/adapter/log.js'
import type { FellBack } from '../../src/adapter/log-line.js'
import type { PinoLike } from '../../src/adapter/log-target.js'
import { FALLBACK_REASONS } from '../../src/core/fallback-reason.js'
import type { Rollout } from '../../src/core/rollout.js'
import { DEFAULT_ROLLOUT } from '../../src/core/rollout.js'
import { readSettings } from '../../src/core/settings.js'
import { HOSTILE_ERRORS } from './hostile-errors.js'
import type { MemoryLogger } from './memory-logger.js'
import { createMemoryLogger } from './memory-logger.js'

const from: Rollout = { ...DEFAULT_ROLLOUT, by: 'environment', reason: 'start', version: 1, changedAt: 1 }
const to: Rollout = { ...from, percentage: 10, by: 'ann', reason: 'week 2', version: 2, changedAt: 2 }
const quarantine = {
  dialect: 'postgresql',
  shape: 's1',
  difference: 'sql',
  legacySql: 'select 1',
  fastSql: 'select 2',
} as const
const sql = 'select * from "users" where "id" = ?'

/** Every event once. */
function writeAll(log: Log): void {
  log.started(readSettings({}).settings)
  log.badConfig(readSettings({ KNEXODUS_MODE: 'x' }).problems)
  log.rolloutChanged(from, to)
  log.quarantined(quarantine)
  log.fellBack({ reason: 'fast_error', sql, error: new Error('boom') })
  log.build({ builder: 'fast', reason: 'SPLIT' }, sql)
  log.slowBuild({ builder: 'fast', ms: 2, sql })
  log.metricsTaken(['knexodus_x'], new Error('taken'))
  log.sourceInvalid(new Error('ENOENT'))
  log.openTelemetryAbsent(new Error('no meter provider has been set yet'))
  log.preparedOff('26000')
}

const everything: LogOptions = { level: 'info', logBuilder: true, logPerformance: true }

let memory: MemoryLogger
const createLogOf = (options: Partial<LogOptions> = {}): Log =>
  createLog({ ...everything, logger: memory.logger, ...options })
const eventsOf = (): unknown[] => memory.lines.map((line) => line['event'])

beforeEach(() => {
  memory = createMemoryLogger()
})

describe('the lines', () => {
  it('say the effective settings at start', () => {
    const { settings } = readSettings({ KNEXODUS_PERCENTAGE: '5', KNEXODUS_FILE: 'r.json' })
    createLogOf().started(settings)
    expect(memory.lines).toEqual([
      { level: 30, event: 'knexodus.started', settings, msg: 'knexodus started: mode auto, 5 % fast' },
    ])
  })

  it('say what is wrong with the configuration', () => {
    const { problems } = readSettings({ KNEXODUS_PERCENTAGE: '50%', KNEXODUS_MOD: 'x' })
    createLogOf().badConfig(problems)
    expect(memory.lines).toHaveLength(1)
    expect(memory.lines[0]).toMatchObject({ level: 50, event: 'knexodus.bad_config', problems })
    expect(memory.lines[0]!['msg']).toBe(
      'knexodus stays on legacy, bad configuration: ' +
        'KNEXODUS_PERCENTAGE: expected a decimal number from 0 to 100, got "50%"; ' +
        'KNEXODUS_MOD: not a variable of Knexodus, did you mean KNEXODUS_MODE? It is ignored',
    )
  })

  it('only warn of unknown variables, and say nothing when nothing is wrong', () => {
    const log = createLogOf()
    log.badConfig([])
    log.badConfig(readSettings({ KNEXODUS_X: '1' }).problems)
    expect(memory.lines).toHaveLength(1)
    expect(memory.lines[0]).toMatchObject({ level: 40, event: 'knexodus.bad_config' })
  })

  it('say who changed the rollout from what to what, and why', () => {
    createLogOf().rolloutChanged(from, to)
    const msg = 'rollout changed, auto 0 % → auto 10 %, by ann: week 2'
    expect(memory.lines).toEqual([{ level: 30, event: 'knexodus.rollout_changed', from, to, msg }])
  })

  it('show both texts of a quarantine, once per shape', () => {
    const log = createLogOf()
    log.quarantined(quarantine)
    log.quarantined({ ...quarantine })
    log.quarantined({ ...quarantine, shape: 's2', difference: 'bindings', fastSql: 'select 1' })
    expect(memory.lines).toMatchObject([
      {
        level: 50,
        event: 'knexodus.quarantined',
        difference: 'sql',
        legacySql: 'select 1',
        fastSql: 'select 2',
      },
      { level: 50, event: 'knexodus.quarantined', difference: 'bindings', dialect: 'postgresql' },
    ])
  })

  it('say why legacy served a query meant for fast', () => {
    createLogOf().fellBack({ reason: 'unsupported_clause', shape: 's1', sql, detail: 'with recursive' })
    const msg = 'legacy served a query meant for fast: unsupported_clause'
    const fields = { reason: 'unsupported_clause', detail: 'with recursive', sql }
    expect(memory.lines).toEqual([{ level: 30, event: 'knexodus.fell_back', ...fields, msg }])
  })

  it('say which builder served and why, and which builds were slow', () => {
    const log = createLogOf()
    log.build({ builder: 'legacy', reason: 'ERROR', fallback: 'fast_error' }, sql)
    log.slowBuild({ builder: 'legacy', ms: 12.3456, otherMs: 0.5, sql })
    expect(memory.lines).toEqual([
      {
        level: 30,
        event: 'knexodus.build',
        builder: 'legacy',
        reason: 'ERROR',
        fallback: 'fast_error',
        sql,
        msg: 'built by legacy',
      },
      {
        level: 40,
        event: 'knexodus.slow_build',
        builder: 'legacy',
        ms: 12.3456,
        otherMs: 0.5,
        sql,
        msg: 'legacy took 12.346 ms to build a query',
      },
    ])
  })

  it('say which metrics were taken and which source is invalid', () => {
    const log = createLogOf()
    log.metricsTaken(['knexodus_a', 'knexodus_b'], new Error('taken'))
    log.sourceInvalid(new Error('r.json: no JSON'))
    expect(memory.lines).toMatchObject([
      { level: 40, event: 'knexodus.metrics_taken', names: ['knexodus_a', 'knexodus_b'] },
      { level: 50, event: 'knexodus.source_invalid', error: { type: 'Error', message: 'r.json: no JSON' } },
    ])
  })

  it('name the database of their adapter, if it has one, each of them', () => {
    writeAll(createLogOf({ ...everything, database: 'orders' }))
    const named = memory.lines.length
    expect(named).toBeGreaterThan(10)
    expect(memory.lines.filter(({ database }) => database !== 'orders')).toEqual([])
    writeAll(createLogOf(everything))
    expect(memory.lines.slice(named).filter((line) => 'database' in line)).toEqual([])
  })

  it('end, however long the query', () => {
    const log = createLogOf()
    const long = `insert ${'(?), '.repeat(100_000)}`
    log.quarantined({ ...quarantine, legacySql: long, fastSql: long })
    log.fellBack({ reason: 'too_deep', sql: long })
    log.build({ builder: 'fast', reason: 'STATIC' }, long)
    log.slowBuild({ builder: 'fast', ms: 1, sql: long })
    expect(memory.lines).toHaveLength(4)
    for (const line of memory.lines) expect(JSON.stringify(line).length).toBeLessThan(40_000)
  })
})

describe('fallback lines', () => {
  it('are written once per shape and reason', () => {
    const log = createLogOf()
    for (let time = 0; time < 3; time++) {
      for (const reason of FALLBACK_REASONS) {
        log.fellBack({ reason, shape: 's1', sql })
        log.fellBack({ reason, shape: 's2', sql })
      }
    }
    expect(memory.lines).toHaveLength(2 * FALLBACK_REASONS.length)
  })

  it('end with one that says so, after a thousand', () => {
    const log = createLogOf()
    for (let shape = 0; shape < 3000; shape++) {
      log.fellBack({ reason: 'too_deep', shape: `s${shape}` })
      log.fellBack({ reason: 'too_deep', shape: 's0' })
    }
    expect(memory.lines).toHaveLength(1001)
    expect(eventsOf().at(-1)).toBe('knexodus.fallbacks_capped')
  })

  it.each(HOSTILE_ERRORS)('survive %s', (_, make) => {
    createLogOf({ level: 'debug' }).fellBack({ reason: 'fast_error', error: make() })
    expect(memory.lines).toMatchObject([
      { level: 40, reason: 'fast_error', error: { type: expect.any(String), message: expect.any(String) } },
    ])
  })

  it('keep the message of an error to themselves, which may quote a binding, unless debugging is asked for', () => {
    let error: unknown
    try {
      // What a careless translator would do: V8 quotes the value.
      expect('toSQL' in ('ann@example.org' as never)).toBe(true)
    } catch (thrown) {
      error = thrown
    }
    const fellBack: FellBack = { reason: 'fast_error', error }
    createLogOf().fellBack(fellBack)
    expect(memory.lines).toMatchObject([{ error: { type: 'TypeError', frames: expect.any(Array) } }])
    expect(JSON.stringify(memory.lines)).not.toContain('ann@example.org')
    createLogOf({ level: 'debug' }).fellBack(fellBack)
    expect(JSON.stringify(memory.lines[1])).toContain('ann@example.org')
  })
})

describe('what is not written', () => {
  it('is what was not asked for', () => {
    writeAll(createLog({ level: 'info', logger: memory.logger }))
    expect(eventsOf()).not.toContain('knexodus.build')
    expect(eventsOf()).not.toContain('knexodus.slow_build')
    expect(eventsOf()).toHaveLength(9)
  })

  it('is what is below the level', () => {
    writeAll(createLogOf({ level: 'warn' }))
    expect(memory.lines.map((line) => line['level'])).toEqual([50, 50, 40, 40, 40, 50, 40, 40])
    memory.lines.length = 0
    writeAll(createLogOf({ level: 'error' }))
    expect(memory.lines.map((line) => line['level'])).toEqual([50, 50, 50])
  })

  it('costs an empty function', () => {
    const { started, build, slowBuild, fellBack } = createLogOf({ level: 'silent' })
    expect(new Set([started, build, slowBuild, fellBack]).size).toBe(1)
    expect(createLog({ level: 'info' }).build).toBe(started)
  })

  it.each(['fatal', 'silent'] as const)('is anything at all at level %s', (level) => {
    writeAll(createLogOf({ level }))
    expect(memory.lines).toEqual([])
  })
})

describe('a logger that misbehaves', () => {
  const thrower = (): never => {
    throw new Error('the logger')
  }
  const broken: [string, unknown][] = [
    ['throws', { info: thrower, warn: thrower, error: thrower }],
    ['throws undefined', { info: () => { throw undefined } }],
    ['lacks the methods', {}],
    ['is no object', 'logger'],
    ['has getters that throw', Object.defineProperties({}, { info: { get: thrower }, error: { get: thrower } })],
    ['is a pino whose stream throws', createBrokenPino()],
  ] // prettier-ignore

  function createBrokenPino(): unknown {
    const { logger } = createMemoryLogger()
    return Object.create(logger, { info: { value: () => logger.info(hostileFields()) } })
  }

  function hostileFields(): object {
    return Object.defineProperty({}, 'x', { enumerable: true, get: thrower })
  }

  it.each(broken)('never reaches the application: %s', (_, logger) => {
    expect(() => writeAll(createLogOf({ logger: logger as PinoLike }))).not.toThrow()
  })

  it('never reaches the application: rejects', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const reject = (): Promise<never> => Promise.reject(new Error('later'))
    writeAll(createLogOf({ logger: { info: reject, warn: reject, error: reject } }))
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('still gets the lines of the events after', () => {
    const info = vi.fn(thrower)
    const { warn, error } = console
    const log = createLogOf({ logger: { info, warn, error } })
    log.rolloutChanged(from, to)
    log.rolloutChanged(from, to)
    expect(info).toHaveBeenCalledTimes(2)
  })
})
