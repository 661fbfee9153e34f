/** Grafana's names for colours, in its dark theme. */
const NAMED: Readonly<Record<string, string>> = {
  green: '#73bf69',
  'dark-green': '#37872d',
  yellow: '#fade2a',
  orange: '#ff9830',
  'dark-orange': '#fa6400',
  red: '#f2495c',
  'dark-red': '#c4162a',
  blue: '#5794f2',
  'dark-blue': '#1f60c4',
  'light-blue': '#8ab8ff',
  purple: '#b877d9',
  text: '#ccccdc',
  transparent: 'transparent',
}

/** What series get that nobody gave a colour. */
const PALETTE = [
  '#73bf69',
  '#f2cc0c',
  '#8ab8ff',
  '#ff780a',
  '#f2495c',
  '#5794f2',
  '#b877d9',
  '#705da0',
  '#37872d',
  '#fade2a',
  '#447ebc',
  '#c15c17',
]

/**
 * A colour as CSS writes it.
 *
 * @throws Error for a name that the preview does not know
 */
export function css(colour: string): string {
  const found = colour.startsWith('#') ? colour : NAMED[colour]
  if (found === undefined) throw new Error(`the preview knows no colour ${colour}`)
  return found
}

/** The colour of the nth series. */
export function paletteColour(index: number): string {
  return PALETTE[index % PALETTE.length]!
}

/** The nth series of a colour: Grafana's `shades` tell those apart that have one colour. */
export function shade(colour: string, nth: number): string {
  return nth === 0
    ? colour
    : `color-mix(in srgb, ${colour} ${Math.max(40, 100 - 35 * nth)}%, ${nth % 2 === 1 ? 'white' : 'black'})`
}

/** From dark to light blue, for a share from 0 to 1. */
export function blue(share: number): string {
  const at = (low: number, high: number) => Math.round(low + (high - low) * Math.min(1, Math.max(0, share)))
  return `rgb(${at(16, 158)},${at(38, 202)},${at(74, 255)})`
}
