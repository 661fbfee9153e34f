import type { WriteStream } from 'node:tty'
import type { Progress, Reporter } from '../progress.js'
import { render } from './render.js'
import { clip } from './text.js'

const ESCAPE = '\u001b['
const ENTER = `${ESCAPE}?1049h${ESCAPE}?25l`
const LEAVE = `${ESCAPE}?25h${ESCAPE}?1049l`
const HOME = `${ESCAPE}H`
const REST_OF_LINE = `${ESCAPE}K`
const REST_OF_SCREEN = `${ESCAPE}J`
const LINE_WRAP_OFF = `${ESCAPE}?7l`
const LINE_WRAP_ON = `${ESCAPE}?7h`

/**
 * Shows the live table on the terminal's second page, so that the first one comes back untouched. Drawn over in place,
 * never cleared first: no flicker.
 */
export function liveReporter(terminal: WriteStream, colour: boolean): Reporter {
  let latest: Progress | string = ''
  let open = true
  const draw = () => {
    if (open) terminal.write(HOME + frame(latest, terminal, colour) + REST_OF_SCREEN)
  }
  // The terminal has reflowed what was there: begin with an empty page.
  const resize = () => {
    if (open) terminal.write(HOME + REST_OF_SCREEN)
    draw()
  }
  const show = (next: Progress | string) => {
    latest = next
    draw()
  }
  terminal.write(ENTER + LINE_WRAP_OFF + HOME + REST_OF_SCREEN)
  terminal.on('resize', resize)
  return {
    say: show,
    update: show,
    stepDone: () => undefined,
    close: () => {
      if (open) terminal.write(LINE_WRAP_ON + LEAVE)
      open = false
      terminal.off('resize', resize)
    },
  }
}

function frame(latest: Progress | string, { columns, rows }: WriteStream, colour: boolean): string {
  // Some terminals say 0 when they do not know.
  const canvas = { columns: columns || 80, rows: rows || 24, colour }
  const text = typeof latest === 'string' ? clip(` ${latest}`, canvas.columns) : render(latest, canvas)
  return text
    .split('\n')
    .map((line) => line + REST_OF_LINE)
    .join('\r\n')
}
