const RESET = '\u001b[0m'

/** Cuts a line to `width` visible characters; colours do not count, and do not run on. */
export function clip(line: string, width: number): string {
  let visible = 0
  let out = ''
  // eslint-disable-next-line no-control-regex -- colours are control characters
  for (const [piece] of line.matchAll(/\u001b\[\d+m|[^]/gu)) {
    const isColour = piece.startsWith('\u001b[')
    if (!isColour && visible === width) return out.includes('\u001b') ? out + RESET : out
    if (!isColour) visible += 1
    out += piece
  }
  return out
}

/** A whole number with thousands set apart: `12,345`. */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** A part of a whole in percent, two decimals: `9.87 %`. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(2)} %`
}

/** A time in milliseconds, shown in microseconds; nothing measured yet is a dash. */
export function micros(milliseconds: number): string {
  return milliseconds > 0 ? `${(milliseconds * 1000).toFixed(2)} µs` : '–'
}

/** Minutes and seconds: `01:05`. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
