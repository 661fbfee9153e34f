import type { Decision } from '../core/decision.js'
import type { Rollout } from '../core/rollout.js'
import type { Settings } from '../core/settings.js'
import type { SettingProblem } from '../core/settings-problem.js'
import type { LogLevel } from '../core/settings-table.js'
import { LOG_LEVELS } from '../core/settings-table.js'
import { callGuarded } from '../util/call-guarded.js'
import { OncePerKey } from '../util/once-per-key.js'
import type { FellBack, LogLine, Quarantine, SlowBuild } from './log-line.js'
import * as lines from './log-line.js'
import type { LineLevel, PinoLike } from './log-target.js'
import { lazyLogger } from './log-target.js'

/** Different (shape, reason) pairs that get a line of their own. */
const MOST_FALLBACKS = 1000

/**
 * What Knexodus tells people, one method per event. No method throws, whatever the logger does; none takes bindings;
 * those that nobody listens to are empty functions.
 */
export interface Log {
  /** The effective settings, once at start. */
  started(settings: Settings): void
  /** What is wrong with the environment; nothing when the list is empty. */
  badConfig(problems: readonly SettingProblem[]): void
  rolloutChanged(from: Rollout, to: Rollout): void
  /** A shape that now stays with legacy; one line per shape. */
  quarantined(quarantine: Quarantine): void
  /** One line per shape and reason, for the first 1000 of them. */
  fellBack(fellBack: FellBack): void
  /** One build; empty unless `logBuilder`. */
  build(decision: Decision, sql?: string): void
  /** A build above the threshold; empty unless `logPerformance`. */
  slowBuild(slow: SlowBuild): void
  /** Metrics that could not be registered. */
  metricsTaken(names: readonly string[], cause: unknown): void
  /** OpenTelemetry was asked for, and is not there. */
  openTelemetryAbsent(error: unknown): void
  /** Names of prepared statements do not work here, and are off from now on. */
  preparedOff(sqlState: string): void
  /** A rollout source that cannot be read now. */
  sourceInvalid(error: unknown): void
}

/** What {@link createLog} needs to know. */
export interface LogOptions {
  /** Lines below it are not written, whoever's logger it is. */
  readonly level: LogLevel
  /** Said in every line, where several adapters share a log. */
  readonly database?: string
  readonly logBuilder?: boolean
  readonly logPerformance?: boolean
  /** The user's own logger; without one, a pino on standard error is made for the first line. */
  readonly logger?: PinoLike | undefined
}

/**
 * Makes the log of one adapter.
 *
 * @example
 * ```ts
 * const log = createLog({ level: settings.logLevel, logBuilder: settings.logBuilder })
 * log.started(settings)
 * ```
 */
export function createLog(options: LogOptions): Log {
  const write = writer(options)
  return Object.freeze({
    started: on(write, 'info', lines.startedLine),
    badConfig: on(write, 'error', skipEmpty(lines.badConfigLine)),
    rolloutChanged: on(write, 'info', lines.rolloutChangedLine),
    quarantined: on(write, 'error', oncePerShape()),
    fellBack: on(write, 'warn', oncePerFallback(rank(options.level) <= rank('debug'))),
    build: options.logBuilder ? on(write, 'info', lines.buildLine) : silent,
    slowBuild: options.logPerformance ? on(write, 'warn', lines.slowBuildLine) : silent,
    metricsTaken: on(write, 'warn', lines.metricsTakenLine),
    openTelemetryAbsent: on(write, 'warn', lines.openTelemetryAbsentLine),
    preparedOff: on(write, 'warn', lines.preparedOffLine),
    sourceInvalid: on(write, 'error', lines.sourceInvalidLine),
  })
}

interface Writer {
  readonly writes: (level: LineLevel) => boolean
  readonly write: (line: LogLine) => unknown
}

function writer({ level, logger, database }: LogOptions): Writer {
  const whose = database === undefined ? {} : { database }
  const loggerOf = lazyLogger(level, logger)
  const writes = (of: LineLevel): boolean => rank(of) >= rank(level)
  return {
    writes,
    write: (line) =>
      writes(line.level) ? loggerOf()[line.level]({ ...line.fields, ...whose }, line.message) : undefined,
  }
}

/** The method of an event whose lines are at most of level `highest`: empty when even that one is disabled. */
function on<Args extends unknown[]>(
  { writes, write }: Writer,
  highest: LineLevel,
  lineOf: (...args: Args) => LogLine | undefined,
): (...args: Args) => void {
  if (!writes(highest)) return silent
  return (...args) =>
    callGuarded(() => {
      const line = lineOf(...args)
      return line && write(line)
    })
}

function skipEmpty<Item>(lineOf: (items: readonly Item[]) => LogLine) {
  return (items: readonly Item[]): LogLine | undefined => (items.length > 0 ? lineOf(items) : undefined)
}

function oncePerShape(): (quarantine: Quarantine) => LogLine | undefined {
  const once = new OncePerKey(MOST_FALLBACKS)
  return (quarantine) =>
    once.isFirst(quarantine.dialect, quarantine.shape) ? lines.quarantinedLine(quarantine) : undefined
}

/** The first fallback that finds the memory full says so, and is the last line. */
function oncePerFallback(withMessages: boolean): (fellBack: FellBack) => LogLine | undefined {
  const once = new OncePerKey(MOST_FALLBACKS)
  let capped = false
  return (fellBack) => {
    const shape = fellBack.shape ?? fellBack.sql ?? ''
    if (once.isFirst(fellBack.reason, shape)) return lines.fellBackLine(fellBack, withMessages)
    if (capped || once.refused === 0) return undefined
    capped = true
    return lines.fallbacksCappedLine(MOST_FALLBACKS)
  }
}

function rank(level: LogLevel): number {
  return LOG_LEVELS.indexOf(level)
}

function silent(): void {}
