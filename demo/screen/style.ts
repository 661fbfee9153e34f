/** Ways to set off a piece of text. */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly fast: (text: string) => string
  readonly legacy: (text: string) => string
}

const plain = (text: string) => text

const ansi = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`

const COLOUR: Style = {
  bold: ansi(1, 22),
  dim: ansi(2, 22),
  good: ansi(32, 39),
  bad: ansi(31, 39),
  fast: ansi(36, 39),
  legacy: ansi(33, 39),
}

const NONE: Style = { bold: plain, dim: plain, good: plain, bad: plain, fast: plain, legacy: plain }

/** The style for a place that shows colours, or does not. */
export function styleFor(colour: boolean): Style {
  return colour ? COLOUR : NONE
}

/** Whether to use colours: on a terminal that can, unless NO_COLOR asks not to (any value but an empty one does). */
export function wantsColour(isTerminal: boolean, environment: NodeJS.ProcessEnv): boolean {
  return isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb'
}
