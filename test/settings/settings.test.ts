import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { KnexodusError } from '../../src/core/errors.js'
import { DEFAULT_ROLLOUT, targetPercentage } from '../../src/core/rollout.js'
import type { Settings, SettingsReading } from '../../src/core/settings.js'
import { assertStrictReading, isValidReading, readSettings } from '../../src/core/settings.js'
import { VARIABLES } from '../../src/core/settings-table.js'

const BAD_PERCENTAGES = [
  '50%', 'abc', '-5', '101', 'NaN', '', '   ', '1e2', '0x10', '0b1', '+5', '.5', '5.', '1.2.3', '1,5', '1_0', '5 0',
  'Infinity', '-Infinity', '-0', '100.0000001', '٥', 'null', 'undefined', 'true', '9'.repeat(400),
] // prettier-ignore

const messagesOf = ({ problems }: SettingsReading): string[] => problems.map(({ message }) => message)

describe('readSettings', () => {
  it('has the defaults of the environment table', () => {
    const { settings, problems } = readSettings({})
    expect(problems).toEqual([])
    expect(settings).toEqual({
      rollout: { ...DEFAULT_ROLLOUT },
      fallback: true,
      logBuilder: false,
      logPerformance: false,
      slowBuildMs: 1,
      logLevel: 'info',
      planCacheMax: 2000,
      prepared: false,
      leanRunner: true,
      prefix: 'knexodus_',
      exemplars: false,
      openTelemetry: false,
      strict: false,
    })
  })

  it('reads every variable', () => {
    const { settings, problems } = readSettings({
      KNEXODUS_PERCENTAGE: '12.5',
      KNEXODUS_MODE: 'fast',
      KNEXODUS_SHADOW_PERCENTAGE: '3',
      KNEXODUS_VERIFY_PERCENTAGE: '0',
      KNEXODUS_FALLBACK: 'false',
      KNEXODUS_STICKINESS: 'shape',
      KNEXODUS_SEED: 'abc',
      KNEXODUS_FILE: '/etc/rollout.json',
      KNEXODUS_LOG_BUILDER: 'true',
      KNEXODUS_LOG_PERFORMANCE: '1',
      KNEXODUS_SLOW_BUILD_MS: '0.25',
      KNEXODUS_LOG_LEVEL: 'warn',
      KNEXODUS_PLAN_CACHE_MAX: '10',
      KNEXODUS_PREPARED: 'true',
      KNEXODUS_LEAN_RUNNER: 'false',
      KNEXODUS_DATABASE: 'orders-eu.1',
      KNEXODUS_METRICS_PREFIX: 'shop_sql_',
      KNEXODUS_EXEMPLARS: 'true',
      KNEXODUS_OPENTELEMETRY: '1',
      KNEXODUS_STRICT: 'true',
    })
    expect(problems).toEqual([])
    const expected: Settings = {
      rollout: {
        percentage: 12.5,
        shadowPercentage: 3,
        verifyPercentage: 0,
        mode: 'fast',
        stickiness: 'shape',
      },
      fallback: false,
      seed: 'abc',
      file: '/etc/rollout.json',
      logBuilder: true,
      logPerformance: true,
      slowBuildMs: 0.25,
      logLevel: 'warn',
      planCacheMax: 10,
      prepared: true,
      leanRunner: false,
      database: 'orders-eu.1',
      prefix: 'shop_sql_',
      exemplars: true,
      openTelemetry: true,
      strict: true,
    }
    expect(settings).toEqual(expected)
  })

  it('is frozen all the way down', () => {
    const reading = readSettings({ KNEXODUS_PERCENTAGE: 'x' })
    const parts = [reading, reading.settings, reading.settings.rollout, reading.problems, reading.problems[0]]
    for (const part of parts) expect(Object.isFrozen(part)).toBe(true)
  })

  it.each([
    [' 50 ', 50],
    ['50', 50],
    ['0', 0],
    ['0.01', 0.01],
    ['100', 100],
    ['100.0', 100],
    ['007', 7],
    ['\t99.99\n', 99.99],
  ])('reads the percentage %j as %d', (text, expected) => {
    const { settings, problems } = readSettings({ KNEXODUS_PERCENTAGE: text })
    expect(problems).toEqual([])
    expect(settings.rollout.percentage).toBe(expected)
  })

  it.each(BAD_PERCENTAGES)('refuses the percentage %j and stays on legacy', (text) => {
    const reading = readSettings({ KNEXODUS_PERCENTAGE: text, KNEXODUS_MODE: 'fast' })
    expect(reading.problems).toHaveLength(1)
    expect(reading.problems[0]).toMatchObject({ kind: 'invalid', variable: 'KNEXODUS_PERCENTAGE' })
    expect(reading.settings.rollout).toMatchObject({ mode: 'legacy', percentage: 0, shadowPercentage: 0 })
  })

  it('says the variable, what was expected and what was got', () => {
    const reading = readSettings({
      KNEXODUS_PERCENTAGE: '50%',
      KNEXODUS_MODE: 'turbo',
      KNEXODUS_FALLBACK: '',
      KNEXODUS_PLAN_CACHE_MAX: '1.5',
      KNEXODUS_SEED: '  ',
    })
    expect(messagesOf(reading)).toEqual([
      'KNEXODUS_PERCENTAGE: expected a decimal number from 0 to 100, got "50%"',
      'KNEXODUS_MODE: expected one of auto, legacy, fast, got "turbo"',
      'KNEXODUS_FALLBACK: expected true or false, got ""',
      'KNEXODUS_SEED: expected a text that is not empty, got "  "',
      'KNEXODUS_PLAN_CACHE_MAX: expected a whole number from 1 to 1000000, got "1.5"',
    ])
  })

  it('keeps a message short, however long the value', () => {
    const [message] = messagesOf(readSettings({ KNEXODUS_MODE: 'x'.repeat(100_000) }))
    expect(message!.length).toBeLessThan(250)
  })

  it.each(['TRUE', ' true ', '1'])('reads %j as true', (text) => {
    expect(readSettings({ KNEXODUS_STRICT: text }).settings.strict).toBe(true)
  })

  it.each(['yes', 'on', '2', 'truee', ''])('does not guess what %j means', (text) => {
    expect(isValidReading(readSettings({ KNEXODUS_LOG_BUILDER: text }))).toBe(false)
  })

  it('reads words in any case: a kill switch must work', () => {
    expect(readSettings({ KNEXODUS_MODE: ' Legacy ' }).settings.rollout.mode).toBe('legacy')
  })

  it('names no rollout file when the environment is bad: the file could turn fast on', () => {
    const env = { KNEXODUS_FILE: 'rollout.json', KNEXODUS_PERCENTAGE: '50' }
    expect(readSettings(env).settings.file).toBe('rollout.json')
    expect(readSettings({ ...env, KNEXODUS_SLOW_BUILD_MS: 'soon' }).settings).not.toHaveProperty('file')
  })

  it('warns of an unknown variable, names the nearest, and stays valid', () => {
    const reading = readSettings({ KNEXODUS_PERCENTGE: '50', KNEXODUS_TURBO: '1', KNEXODUS_PERCENTAGE: '5' })
    expect(reading.problems).toEqual([
      {
        kind: 'unknown',
        variable: 'KNEXODUS_PERCENTGE',
        message:
          'KNEXODUS_PERCENTGE: not a variable of Knexodus, did you mean KNEXODUS_PERCENTAGE? It is ignored',
      },
      {
        kind: 'unknown',
        variable: 'KNEXODUS_TURBO',
        message: 'KNEXODUS_TURBO: not a variable of Knexodus, it is ignored',
      },
    ])
    expect(isValidReading(reading)).toBe(true)
    expect(reading.settings.rollout.percentage).toBe(5)
  })

  it('leaves the variables of others alone', () => {
    expect(readSettings({ PATH: '/bin', KNEX_DEBUG: '1', MY_KNEXODUS_X: '1' }).problems).toEqual([])
  })

  it('never turns fast on when any variable is invalid', () => {
    const names = Object.values(VARIABLES).map(({ name }) => name)
    const text = fc.oneof(fc.string(), fc.constantFrom('fast', '100', 'auto', 'true', '50', 'shape'))
    const environment = fc.dictionary(fc.constantFrom(...names), text, { maxKeys: names.length })
    fc.assert(
      fc.property(environment, (env) => {
        const reading = readSettings(env)
        if (isValidReading(reading)) return
        expect(targetPercentage(reading.settings.rollout)).toBe(0)
        expect(reading.settings.rollout.shadowPercentage).toBe(0)
      }),
      { numRuns: 500 },
    )
  })

  it('reads back every number in bounds that is written plainly', () => {
    const plain = fc.tuple(fc.nat(99), fc.nat(999_999)).map(([whole, part]) => `${whole}.${part}`)
    fc.assert(
      fc.property(plain, (text) => {
        expect(readSettings({ KNEXODUS_SHADOW_PERCENTAGE: text }).settings.rollout.shadowPercentage).toBe(
          Number(text),
        )
      }),
    )
  })
})

describe('assertStrictReading', () => {
  it('throws every message when strict', () => {
    const reading = readSettings({ KNEXODUS_STRICT: 'true', KNEXODUS_PERCENTAGE: '1e2', KNEXODUS_MODE: 'on' })
    const expected = new KnexodusError('KNEXODUS_BAD_CONFIG', messagesOf(reading).join('\n'))
    expect(() => assertStrictReading(reading)).toThrow(expected)
    expect(messagesOf(reading)).toHaveLength(2)
  })

  it('does not throw when strictness itself cannot be read, is off, or nothing is invalid', () => {
    const harmless = [
      { KNEXODUS_STRICT: 'yes' },
      { KNEXODUS_STRICT: 'false', KNEXODUS_MODE: 'on' },
      { KNEXODUS_STRICT: 'true' },
      { KNEXODUS_STRICT: 'true', KNEXODUS_TYPO: '1' },
    ]
    for (const env of harmless) expect(() => assertStrictReading(readSettings(env))).not.toThrow()
    expect(isValidReading(readSettings({ KNEXODUS_STRICT: 'yes' }))).toBe(false)
  })
})
