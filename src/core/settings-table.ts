import type { Mode, Stickiness } from './rollout.js'
import { DEFAULT_ROLLOUT } from './rollout.js'
import type { SettingKind } from './settings-kind.js'
import { decimal, metricPrefix, oneOf, shortName, someText, wholeNumber, yesOrNo } from './settings-kind.js'

/** Pino's levels, quietest last. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Every {@link Mode}. */
export const MODES = ['auto', 'legacy', 'fast'] as const satisfies readonly Mode[]

/** Every {@link Stickiness}. */
export const STICKINESSES = ['random', 'shape', 'process'] as const satisfies readonly Stickiness[]

/** One environment variable: what it may hold and what it is when unset. */
export interface Variable<T> {
  readonly name: string
  readonly kind: SettingKind<T>
  readonly fallback: T
}

const percent = decimal(0, 100)

/** Every environment variable Knexodus reads; `.env.example` lists the same, and a test holds the two together. */
export const VARIABLES = {
  percentage: variable('KNEXODUS_PERCENTAGE', percent, DEFAULT_ROLLOUT.percentage),
  mode: variable<Mode>('KNEXODUS_MODE', oneOf(MODES), DEFAULT_ROLLOUT.mode),
  shadowPercentage: variable('KNEXODUS_SHADOW_PERCENTAGE', percent, DEFAULT_ROLLOUT.shadowPercentage),
  verifyPercentage: variable('KNEXODUS_VERIFY_PERCENTAGE', percent, DEFAULT_ROLLOUT.verifyPercentage),
  fallback: variable('KNEXODUS_FALLBACK', yesOrNo(), true),
  stickiness: variable<Stickiness>('KNEXODUS_STICKINESS', oneOf(STICKINESSES), DEFAULT_ROLLOUT.stickiness),
  seed: optional('KNEXODUS_SEED', someText()),
  file: optional('KNEXODUS_FILE', someText()),
  logBuilder: variable('KNEXODUS_LOG_BUILDER', yesOrNo(), false),
  logPerformance: variable('KNEXODUS_LOG_PERFORMANCE', yesOrNo(), false),
  slowBuildMs: variable('KNEXODUS_SLOW_BUILD_MS', decimal(0, 3_600_000), 1),
  logLevel: variable<LogLevel>('KNEXODUS_LOG_LEVEL', oneOf(LOG_LEVELS), 'info'),
  planCacheMax: variable('KNEXODUS_PLAN_CACHE_MAX', wholeNumber(1, 1_000_000), 2000),
  prepared: variable('KNEXODUS_PREPARED', yesOrNo(), false),
  leanRunner: variable('KNEXODUS_LEAN_RUNNER', yesOrNo(), true),
  database: optional('KNEXODUS_DATABASE', shortName()),
  prefix: variable('KNEXODUS_METRICS_PREFIX', metricPrefix(), 'knexodus_'),
  exemplars: variable('KNEXODUS_EXEMPLARS', yesOrNo(), false),
  openTelemetry: variable('KNEXODUS_OPENTELEMETRY', yesOrNo(), false),
  strict: variable('KNEXODUS_STRICT', yesOrNo(), false),
} as const

function variable<T>(name: string, kind: SettingKind<T>, fallback: T): Variable<T> {
  return Object.freeze({ name, kind, fallback })
}

function optional<T>(name: string, kind: SettingKind<T>): Variable<T | undefined> {
  return variable<T | undefined>(name, kind, undefined)
}
