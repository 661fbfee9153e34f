/** What each contestant is drawn as: a colour on light ground, one on dark ground, and a form for those who cannot tell colours. */
const MARKS: readonly { readonly light: string; readonly dark: string; readonly path: string }[] = [
  { light: '#1d4ed8', dark: '#7cb0ff', path: 'M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z' },
  { light: '#b45309', dark: '#fbb04b', path: 'M-4.5,-4.5h9v9h-9Z' },
  { light: '#15803d', dark: '#5fd98a', path: 'M0,-6L6,0L0,6L-6,0Z' },
  { light: '#be185d', dark: '#ff8cc0', path: 'M0,-5.5L5.5,4.5H-5.5Z' },
  { light: '#6b7280', dark: '#b4bac4', path: 'M0,5.5L5.5,-4.5H-5.5Z' },
  { light: '#7e22ce', dark: '#cf9bff', path: 'M-6,-2h4v-4h4v4h4v4h-4v4h-4v-4h-4Z' },
  { light: '#0e7490', dark: '#5ad3ea', path: 'M-6,-3h12v6h-12Z' },
  { light: '#991b1b', dark: '#ff9a9a', path: 'M-3,-6h6v12h-6Z' },
]

/** How many contestants can be told apart. */
export const MOST_MARKS = MARKS.length

const INK = {
  light: { ground: '#ffffff', text: '#1f2328', faint: '#59636e', line: '#d1d9e0', base: '#59636e' },
  dark: { ground: '#0d1117', text: '#f0f6fc', faint: '#9198a1', line: '#3d444d', base: '#9198a1' },
}

/** A whole drawing, readable on light and on dark screens. */
export function drawing(width: number, height: number, title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style()}</style>`,
    `<rect class="ground" width="${width}" height="${height}" rx="6"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

/** A contestant's mark. */
export function mark(contestant: number, x: number, y: number): string {
  const at = `transform="translate(${round(x)},${round(y)})"`
  return `<path class="m${contestant}" ${at} d="${MARKS[contestant]!.path}"/>`
}

/** A straight line; its class says what it means. */
export function line(kind: string, x1: number, y1: number, x2: number, y2: number): string {
  return `<path class="${kind}" d="M${round(x1)},${round(y1)}L${round(x2)},${round(y2)}"/>`
}

/** Some words. */
export function words(
  text: string,
  x: number,
  y: number,
  { kind = 'text', anchor = 'start' }: { readonly kind?: string; readonly anchor?: string } = {},
): string {
  return `<text class="${kind}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escaped(text)}</text>`
}

function style(): string {
  return [
    `text{font:13px system-ui,'Segoe UI',Helvetica,Arial,sans-serif}.title{font-size:16px;font-weight:600}.faint,.small{font-size:12px}`,
    `.grid,.base,.goal{fill:none}.base{stroke-width:1.5}.goal{stroke-width:2.5}`,
    colours('light'),
    `@media (prefers-color-scheme:dark){${colours('dark')}}`,
  ].join('\n')
}

function colours(scheme: 'light' | 'dark'): string {
  const { ground, text, faint, line: grid, base } = INK[scheme]
  const marks = MARKS.map((own, index) => {
    const colour = own[scheme]
    return `.m${index}{fill:${colour}}.s${index}{stroke:${colour};stroke-width:2;opacity:.55;fill:none}`
  })
  return `.ground{fill:${ground}}text{fill:${text}}.faint{fill:${faint}}.grid{stroke:${grid}}.base{stroke:${base}}.goal{stroke:${text}}${marks.join('')}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
