import { StandardError } from './log-stderr.js'

/** The levels at which Knexodus itself writes. */
export type LineLevel = 'info' | 'warn' | 'error'

/** The part of pino that Knexodus uses; any logger with these methods does, `console` included. */
export type PinoLike = Readonly<Record<LineLevel, (fields: object, message: string) => unknown>>

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
  const destination = new StandardError((lines) => {
    const message = `${lines} lines were dropped: nobody reads the log`
    logger.warn({ event: 'knexodus.log_dropped', lines }, message)
  })
  const logger = pino({ name: 'knexodus', level }, destination)
  return logger
}
