import { constants } from 'node:os'

const PARENT_CHECK_MS = 500

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Why the demo was stopped from outside; carries the exit code shells expect. */
export class Interruption extends Error {
  readonly exitCode: number

  constructor(signal: NodeJS.Signals) {
    super(`stopped by ${signal}`)
    this.exitCode = 128 + constants.signals[signal]
  }
}

/**
 * Turns Ctrl-C and its relatives into an `AbortSignal`, so that everything ends through its own `finally`. Repeated
 * signals change nothing: one Ctrl-C arrives several times when npm passes it on.
 */
export function interruptionSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of SIGNALS) process.on(name, () => controller.abort(new Interruption(name)))
  // Runners such as npm and tsx pass on some signals only, and none when they are killed.
  const parent = process.ppid
  const watch = () => process.ppid !== parent && controller.abort(new Interruption('SIGHUP'))
  setInterval(watch, PARENT_CHECK_MS).unref()
  // Whoever read our output has gone, or the terminal was closed.
  process.stdout.on('error', () => controller.abort(new Interruption('SIGHUP')))
  return controller.signal
}
