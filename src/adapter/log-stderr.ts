import { fstatSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'

const STDERR = 2

/** Characters waiting for a reader, at most; what comes on top is dropped and counted. */
const MOST_WAITING = 1024 * 1024

/**
 * Where the lines go when the user brings no logger. Standard error, because the standard output of a program belongs
 * to the program: a script whose output is piped somewhere must print the same after the import changed.
 *
 * Not `pino.destination`: it writes from libuv's thread pool, so that a pipe whose reader stalls keeps
 * `process.exit()` from ending, and on a full disk it tries again for ever at exit. Here a line costs the application
 * what its own `console.error` costs, and nothing that goes wrong comes back.
 */
export class StandardError {
  private readonly isFile = isFile()
  private dropped = 0
  private broken = false

  /** @param reportDropped called once there is room again, with the number of lines that are missing */
  constructor(private readonly reportDropped: (lines: number) => void) {}

  /** Takes one line of pino, its newline included. */
  write(line: string): void {
    // A full disk passes: it must not end the log, nor raise an error on a stream that is the application's too.
    if (this.isFile) writeSync(STDERR, line)
    else if (process.stderr.writableLength > MOST_WAITING) this.dropped += 1
    else this.send(line)
  }

  /** Does not wait for the reader of a pipe. */
  private send(line: string): void {
    if (this.broken || !process.stderr.writable) return
    this.mentionDropped()
    process.stderr.write(line, (error) => {
      if (error) this.giveUp()
    })
  }

  /** The reader has gone. The stream emits that after this callback, which without a listener ends the process. */
  private giveUp(): void {
    if (this.broken) return
    this.broken = true
    process.stderr.on('error', () => {})
  }

  private mentionDropped(): void {
    if (this.dropped === 0) return
    const lines = this.dropped
    this.dropped = 0
    this.reportDropped(lines)
  }
}

/** A regular file, `/dev/null` and its like. */
function isFile(): boolean {
  const stats = fstatSync(STDERR, { bigint: true })
  return stats.isFile() || (stats.isCharacterDevice() && !isatty(STDERR))
}
