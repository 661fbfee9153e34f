import type { WriteStream } from 'node:tty'
import { clip } from '../screen/text.js'

const CLEAR_BELOW = '\u001b[J'
const QUIET_MS = 10_000

/** Where lines go: those that stay, and those that change. */
export interface Screen {
  /** A line that stays. */
  say(line: string): void
  /** What has begun: the next one takes its place. */
  note(line: string): void
  /** What is true now. */
  status(lines: readonly string[]): void
  /** Leaves the cursor on a line of its own. */
  close(): void
}

/** On a terminal what changes is drawn over in place, below everything that was said. */
export function terminalScreen(terminal: Pick<WriteStream, 'write' | 'columns'>): Screen {
  let note: readonly string[] = []
  let status: readonly string[] = []
  let height = 0
  const clear = () => {
    terminal.write(`\r${height > 1 ? `\u001b[${height - 1}A` : ''}${CLEAR_BELOW}`)
  }
  const draw = () => {
    const lines = [...note, ...status]
    // Some terminals say 0 when they do not know. The last column is left free: some wrap when it is filled.
    terminal.write(lines.map((line) => clip(line, (terminal.columns || 80) - 1)).join('\n'))
    height = lines.length
  }
  return {
    say: (line) => {
      clear()
      terminal.write(`${line}\n`)
      draw()
    },
    note: (line) => {
      note = [line]
      clear()
      draw()
    },
    status: (lines) => {
      status = lines
      clear()
      draw()
    },
    close: () => {
      if (height > 0) terminal.write('\n')
      height = 0
    },
  }
}

/** In a pipe or a log everything is a line, and there are fewer of what is true now. */
export function plainScreen(write: (line: string) => void): Screen {
  let lastAt = 0
  return {
    say: write,
    note: write,
    status: (lines) => {
      if (Date.now() - lastAt < QUIET_MS) return
      lastAt = Date.now()
      write(lines.join('  '))
    },
    close: () => undefined,
  }
}
