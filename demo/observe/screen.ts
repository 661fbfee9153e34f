import type { WriteStream } from 'node:tty'
import { clip } from '../screen/text.js'

const START_OF_LINE = '\r'
const REST_OF_LINE = '\u001b[K'
const QUIET_MS = 10_000

/** Where lines go: those that stay, and the one that changes. */
export interface Screen {
  /** A line that stays. */
  say(line: string): void
  /** What is true now. */
  status(line: string): void
  /** Leaves the cursor on a line of its own. */
  close(): void
}

/** On a terminal the status is drawn over in place, below everything that was said. */
export function terminalScreen(terminal: WriteStream): Screen {
  let shown = ''
  const draw = () => {
    // Some terminals say 0 when they do not know. The last column is left free: some wrap when it is filled.
    if (shown !== '') terminal.write(START_OF_LINE + clip(shown, (terminal.columns || 80) - 1) + REST_OF_LINE)
  }
  return {
    say: (line) => {
      terminal.write(shown === '' ? `${line}\n` : `${START_OF_LINE}${REST_OF_LINE}${line}\n`)
      draw()
    },
    status: (line) => {
      shown = line
      draw()
    },
    close: () => {
      if (shown !== '') terminal.write('\n')
      shown = ''
    },
  }
}

/** In a pipe or a log every status is a line, and there are fewer of them. */
export function plainScreen(write: (line: string) => void): Screen {
  let lastAt = 0
  return {
    say: write,
    status: (line) => {
      if (Date.now() - lastAt < QUIET_MS) return
      lastAt = Date.now()
      write(line)
    },
    close: () => undefined,
  }
}
