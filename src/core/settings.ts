import { KnexodusError } from './errors.js'
import type { RolloutSettings } from './rollout.js'
import type { SettingProblem } from './settings-problem.js'
import { invalidValue, unknownVariable } from './settings-problem.js'
import type { LogLevel, Variable } from './settings-table.js'
import { VARIABLES } from './settings-table.js'

/** Everything the environment can say, checked and frozen. */
export interface Settings {
  /** The rollout to start with. */
  readonly rollout: RolloutSettings
  /** `false`: a failure of `fast` is thrown instead of falling back. */
  readonly fallback: boolean
  /** Makes sampling reproducible. */
  readonly seed?: string
  /** A JSON rollout file to watch. */
  readonly file?: string
  readonly logBuilder: boolean
  readonly logPerformance: boolean
  /** Builds slower than this, in milliseconds, are logged when `logPerformance` is on. */
  readonly slowBuildMs: number
  readonly logLevel: LogLevel
  /** Plans kept, at most. */
  readonly planCacheMax: number
  /** `true`: on PostgreSQL, what fast has built is sent as named prepared statements. */
  readonly prepared: boolean
  /** `true`: as many queries as fast is to build are also run with less ado than Knex makes of it. */
  readonly leanRunner: boolean
  /** The label `database` of all metrics; without one, no such label. */
  readonly database?: string
  /** What the name of every metric begins with. */
  readonly prefix: string
  /** `true`: sampled durations carry the trace they were taken in. */
  readonly exemplars: boolean
  /** `true`: the metrics go to OpenTelemetry too. */
  readonly openTelemetry: boolean
  /** `true`: bad configuration throws at start. */
  readonly strict: boolean
}

/** The variables of a process: `process.env`, or a plain object in tests. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What {@link readSettings} found. */
export interface SettingsReading {
  readonly settings: Settings
  readonly problems: readonly SettingProblem[]
}

type Values = { [Key in keyof typeof VARIABLES]: (typeof VARIABLES)[Key]['fallback'] }

/**
 * Reads the settings from the environment; never throws. An unset variable has its default. When any variable is
 * invalid the rollout is legacy and no rollout file is named, so that nothing can turn `fast` on: half a
 * configuration is not one that anybody meant.
 *
 * @example
 * ```ts
 * const { settings, problems } = readSettings({ KNEXODUS_PERCENTAGE: '50%' })
 * settings.rollout.mode // 'legacy'
 * problems[0].message // 'KNEXODUS_PERCENTAGE: expected a decimal number from 0 to 100, got "50%"'
 * ```
 */
export function readSettings(env: Environment): SettingsReading {
  const problems: SettingProblem[] = []
  const values = readValues(env, problems)
  const valid = problems.length === 0
  problems.push(...unknownVariables(env))
  return Object.freeze({ settings: settingsFrom(values, valid), problems: Object.freeze(problems) })
}

/** Whether the configuration can be trusted; an unknown variable does not spoil it. */
export function isValidReading(reading: SettingsReading): boolean {
  return reading.problems.every((problem) => problem.kind !== 'invalid')
}

/**
 * Throws where the user asked for it by `KNEXODUS_STRICT=true`.
 *
 * @throws KnexodusError `KNEXODUS_BAD_CONFIG` with every message, when strict and a variable is invalid
 */
export function assertStrictReading(reading: SettingsReading): void {
  if (!reading.settings.strict || isValidReading(reading)) return
  const messages = reading.problems.map((problem) => problem.message)
  throw new KnexodusError('KNEXODUS_BAD_CONFIG', messages.join('\n'))
}

function readValues(env: Environment, problems: SettingProblem[]): Values {
  const entries = Object.entries(VARIABLES).map(([key, variable]) => [
    key,
    readValue(env, variable, problems),
  ])
  return Object.fromEntries(entries) as Values
}

function readValue(env: Environment, variable: Variable<unknown>, problems: SettingProblem[]): unknown {
  const text = env[variable.name]
  if (text === undefined) return variable.fallback
  const value = variable.kind.parse(text.trim())
  if (value !== undefined) return value
  problems.push(invalidValue(variable, text))
  return variable.fallback
}

function unknownVariables(env: Environment): SettingProblem[] {
  const known = Object.values(VARIABLES).map((variable) => variable.name)
  return Object.keys(env)
    .filter((name) => /^knexodus_/i.test(name) && !known.includes(name))
    .map((name) => unknownVariable(name, known))
}

function settingsFrom(values: Values, valid: boolean): Settings {
  const {
    percentage,
    shadowPercentage,
    verifyPercentage,
    mode,
    stickiness,
    seed,
    file,
    database,
    ...others
  } = values
  const asked: RolloutSettings = { percentage, shadowPercentage, verifyPercentage, mode, stickiness }
  return Object.freeze({
    ...others,
    rollout: Object.freeze(valid ? asked : legacyOnly(asked)),
    ...(seed !== undefined && { seed }),
    ...(database !== undefined && { database }),
    ...(file !== undefined && valid && { file }),
  })
}

/** Shadow is off too: it runs the fast builder, though it never serves from it. */
function legacyOnly(asked: RolloutSettings): RolloutSettings {
  return { ...asked, mode: 'legacy', percentage: 0, shadowPercentage: 0 }
}
