/** Text as it has to be written in HTML and SVG. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A number of pixels, short. */
export function px(number: number): string {
  return String(Math.round(number * 10) / 10)
}

/** A drawing of a size in pixels. */
export function svg(width: number, height: number, parts: readonly string[]): string {
  return `<svg width="${px(width)}" height="${px(height)}" xmlns="http://www.w3.org/2000/svg">${parts.join('')}</svg>`
}

/** A straight line. */
export function line(x1: number, y1: number, x2: number, y2: number, style: string): string {
  return `<path d="M${px(x1)},${px(y1)}L${px(x2)},${px(y2)}" style="fill:none;${style}"/>`
}

/** A filled box. */
export function box(x: number, y: number, width: number, height: number, colour: string): string {
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" fill="${colour}"/>`
}

/** Some words in a drawing. */
export function words(
  text: string,
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  kind = '',
): string {
  return `<text class="${kind}" x="${px(x)}" y="${px(y)}" text-anchor="${anchor}">${escaped(text)}</text>`
}

/** About how wide a text in small letters is. */
export function widthOf(text: string): number {
  return text.length * 6.1
}
