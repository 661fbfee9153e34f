import type { BuilderType } from '../core/builder-type.js'
import type { Decision } from '../core/decision.js'
import type { FallbackReason } from '../core/fallback-reason.js'
import type { Rollout } from '../core/rollout.js'
import type { Settings } from '../core/settings.js'
import type { SettingProblem } from '../core/settings-problem.js'
import { cutText } from '../util/cut-text.js'
import type { ErrorDescription } from '../util/describe-error.js'
import { describeError } from '../util/describe-error.js'
import type { LineLevel } from './log-target.js'

/** A bulk insert's text has no end; a log line must have one. */
const LONGEST_SQL = 16_000

/** One line of the log, before it is written. */
export interface LogLine {
  readonly level: LineLevel
  /** `event` says which kind of line it is; it never changes, unlike the message. */
  readonly fields: { readonly event: string } & Readonly<Record<string, unknown>>
  readonly message: string
}

/** A shape on which the builders disagree. */
export interface Quarantine {
  readonly dialect: string
  /** The shape's key: says when two quarantines are the same. Not written. */
  readonly shape: string
  /** What they disagree on. */
  readonly difference: 'sql' | 'bindings' | 'fields'
  readonly legacySql: string
  readonly fastSql: string
}

/** A build that was meant for `fast` and served by `legacy`. */
export interface FellBack {
  readonly reason: FallbackReason
  /** The shape's key, where it is known: one line is written for each shape and reason. Not written. */
  readonly shape?: string
  /** Legacy's text. */
  readonly sql?: string
  /** Words of Knexodus' own about what exactly was declined; never a value of the query. */
  readonly detail?: string
  /** What the fast builder threw. */
  readonly error?: unknown
}

/** A build above the threshold. All times in milliseconds. */
export interface SlowBuild {
  readonly builder: BuilderType
  readonly ms: number
  /** The other builder's time for the same query, where both ran. */
  readonly otherMs?: number
  readonly sql: string
}

export function startedLine(settings: Settings): LogLine {
  const { mode, percentage } = settings.rollout
  return line('info', 'started', { settings }, `knexodus started: mode ${mode}, ${percentage} % fast`)
}

export function badConfigLine(problems: readonly SettingProblem[]): LogLine {
  const invalid = problems.some((problem) => problem.kind === 'invalid')
  const effect = invalid ? 'knexodus stays on legacy, bad configuration' : 'knexodus found unknown variables'
  const messages = problems.map((problem) => problem.message)
  return line(invalid ? 'error' : 'warn', 'bad_config', { problems }, `${effect}: ${messages.join('; ')}`)
}

export function rolloutChangedLine(from: Rollout, to: Rollout): LogLine {
  const shares = `${from.mode} ${from.percentage} % → ${to.mode} ${to.percentage} %`
  const origin = `by ${cutText(to.by, 200)}: ${cutText(to.reason, 500)}`
  return line('info', 'rollout_changed', { from, to }, `rollout changed, ${shares}, ${origin}`)
}

export function quarantinedLine({ dialect, difference, legacySql, fastSql }: Quarantine): LogLine {
  const fields = { dialect, difference, legacySql: shortSql(legacySql), fastSql: shortSql(fastSql) }
  const message = `the builders disagree on the ${difference} of a query: its shape stays with legacy`
  return line('error', 'quarantined', fields, message)
}

/**
 * @param withMessages whether to write an error's message: it may quote a binding (`'in' … in <value>` does), which
 *   only somebody who asks for debugging gets to see. Its type, code and stack frames never do.
 */
export function fellBackLine(fellBack: FellBack, withMessages: boolean): LogLine {
  const { reason, sql, detail } = fellBack
  const fields = {
    reason,
    ...(detail !== undefined && { detail: cutText(detail, 500) }),
    ...(sql !== undefined && { sql: shortSql(sql) }),
    ...('error' in fellBack && { error: errorFields(fellBack.error, withMessages) }),
  }
  const alarming = reason === 'fast_error' || reason === 'unavailable' || reason === 'quarantined'
  return line(
    alarming ? 'warn' : 'info',
    'fell_back',
    fields,
    `legacy served a query meant for fast: ${reason}`,
  )
}

export function fallbacksCappedLine(max: number): LogLine {
  const message = `${max} different fallbacks were logged: further ones are only counted in the metrics`
  return line('warn', 'fallbacks_capped', { max }, message)
}

export function buildLine(decision: Decision, sql?: string): LogLine {
  const { builder, reason, fallback } = decision
  const fields = {
    builder,
    reason,
    ...(fallback && { fallback }),
    ...(sql !== undefined && { sql: shortSql(sql) }),
  }
  return line('info', 'build', fields, `built by ${builder}`)
}

export function slowBuildLine({ builder, ms, otherMs, sql }: SlowBuild): LogLine {
  const fields = { builder, ms, ...(otherMs !== undefined && { otherMs }), sql: shortSql(sql) }
  return line('warn', 'slow_build', fields, `${builder} took ${ms.toFixed(3)} ms to build a query`)
}

/** @param cause why the first of them could not be registered */
export function metricsTakenLine(names: readonly string[], cause: unknown): LogLine {
  const message = `metrics were left out, ${describeError(cause).message}: ${names.join(', ')}`
  return line('warn', 'metrics_taken', { names }, message)
}

export function openTelemetryAbsentLine(error: unknown): LogLine {
  const { message } = describeError(error)
  const advice = 'install @opentelemetry/api and start its SDK before the application, by node --import'
  return line('warn', 'opentelemetry_absent', {}, `OpenTelemetry cannot be used: ${message}; ${advice}`)
}

/** @param sqlState of the error by which the database said so */
export function preparedOffLine(sqlState: string): LogLine {
  const message =
    'connections do not keep prepared statements here, so queries get no names from now on: behind PgBouncer in ' +
    'transaction mode, set its max_prepared_statements (1.21 and later), or KNEXODUS_PREPARED=false'
  return line('warn', 'prepared_off', { code: 'KNEXODUS_PREPARED_OFF', sqlState }, message)
}

export function sourceInvalidLine(error: unknown): LogLine {
  const described = describeError(error)
  const message = `the rollout source cannot be used, the last good rollout stays: ${described.message}`
  return line('error', 'source_invalid', { error: described }, message)
}

function errorFields(error: unknown, withMessages: boolean): Partial<ErrorDescription> {
  const { message, ...others } = describeError(error)
  return withMessages ? { ...others, message } : others
}

function shortSql(sql: string): string {
  return cutText(sql, LONGEST_SQL)
}

function line(level: LineLevel, event: string, fields: object, message: string): LogLine {
  return { level, fields: { event: `knexodus.${event}`, ...fields }, message }
}
