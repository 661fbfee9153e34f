import { callGuarded } from '../util/call-guarded.js'

/** The levels at which Knexodus itself writes. */
export type LineLevel = 'info' | 'warn' | 'error'

/** The part of pino that Knexodus uses; any logger with these methods does, `console` included. */
export type PinoLike = Readonly<Record<LineLevel, (fields: object, message: string) => unknown>>

/** Characters waiting for a reader, at most; what comes on top is dropped and counted. */
const MOST_WAITING = 1024 * 1024

/** Tries of a tenth of a second each, for a reader that takes nothing. */
const MOST_REFUSALS = 5

/**
 * Returns the logger to write to, made at the first call: a process that logs nothing does not load pino.
 *
 * @param level pino's level of the logger that is made
 * @param given the user's own logger, used instead
 */
export function lazyLogger(level: string, given: PinoLike | undefined): () => PinoLike {
  let logger = given
  return () => (logger ??= pinoOrNothing(level))
}

/** Once it could not be made, it is not tried again for every line. */
function pinoOrNothing(level: string): PinoLike {
  try {
    return createPino(level)
  } catch {
    const nothing = (): void => {}
    return { info: nothing, warn: nothing, error: nothing }
  }
}

function createPino(level: string): PinoLike {
  const pino = require('pino') as typeof import('pino')
  const destination = createDestination(pino)
  const logger = pino({ name: 'knexodus', level }, destination)
  reportDrops(destination, logger)
  return logger
}

type Pino = typeof import('pino')
type Destination = ReturnType<Pino['destination']>

/**
 * Standard error, because the standard output of a program belongs to the program: a script whose output is piped
 * somewhere must print the same after the import changed. Asynchronous, because a reader that stalls would otherwise
 * stall every query; with a bound, because what waits for that reader is kept in memory.
 */
function createDestination(pino: Pino): Destination {
  let refusals = 0
  const destination = pino.destination({
    dest: 2,
    sync: false,
    maxLength: MOST_WAITING,
    retryEAGAIN: () => ++refusals <= MOST_REFUSALS,
  })
  destination.on('write', () => (refusals = 0))
  // Without a listener, a full disk would be an uncaught exception of the application.
  destination.on('error', () => {})
  // Pino calls this as the process exits, where an exception would replace the application's exit code.
  const flush = destination.flushSync.bind(destination)
  destination.flushSync = () => callGuarded(flush)
  return destination
}

/** Says how many lines are missing, once there is room again. */
function reportDrops(destination: Destination, logger: PinoLike): void {
  let dropped = 0
  destination.on('drop', () => (dropped += 1))
  destination.on('drain', () => {
    if (dropped === 0) return
    const lines = dropped
    dropped = 0
    const message = `${lines} lines were dropped: nobody read the log`
    callGuarded(() => logger.warn({ event: 'knexodus.log_dropped', lines }, message))
  })
}
