interface Scale {
  readonly factor: number
  readonly name: string
}

const SECONDS: readonly Scale[] = [
  { factor: 86_400, name: ' days' },
  { factor: 3600, name: ' hours' },
  { factor: 60, name: ' mins' },
  { factor: 1, name: ' s' },
  { factor: 1e-3, name: ' ms' },
  { factor: 1e-6, name: ' µs' },
  { factor: 1e-9, name: ' ns' },
]

const THOUSANDS: readonly Scale[] = [
  { factor: 1e6, name: ' Mil' },
  { factor: 1e3, name: ' K' },
  { factor: 1, name: '' },
]

const BYTES: readonly Scale[] = [
  { factor: 1024 ** 3, name: ' GiB' },
  { factor: 1024 ** 2, name: ' MiB' },
  { factor: 1024, name: ' KiB' },
  { factor: 1, name: ' B' },
]

/**
 * A value in one of Grafana's units, as Grafana would write it.
 *
 * @param decimals as many as say something, unless said
 * @throws Error for a unit that the preview does not know
 */
export function formatted(value: number, unit = 'short', decimals?: number): string {
  if (unit.startsWith('suffix:')) return `${fixed(value, decimals)}${unit.slice('suffix:'.length)}`
  switch (unit) {
    case 'percentunit':
      return `${fixed(value * 100, decimals)}%`
    case 'percent':
      return `${fixed(value, decimals)}%`
    case 's':
      return scaled(value, SECONDS, decimals)
    case 'ops':
      return `${scaled(value, THOUSANDS, decimals)} ops/s`
    case 'short':
    case 'none':
      return scaled(value, THOUSANDS, decimals)
    case 'bytes':
      return scaled(value, BYTES, decimals)
    case 'dateTimeAsIso':
      return new Date(value).toISOString().slice(0, 19).replace('T', ' ')
    default:
      throw new Error(`the preview knows no unit ${unit}`)
  }
}

/** The same beside an axis: without the zeros that say nothing there. */
export function tickLabel(value: number, unit?: string): string {
  return formatted(Number(value.toPrecision(10)), unit)
    .replace(/(\.\d*?)0+(?!\d)/, '$1')
    .replace(/\.(?!\d)/, '')
}

/** What the numbers beside an axis are multiples of: of bytes, powers of 1,024. */
export function baseOf(value: number, unit?: string): number {
  if (unit !== 'bytes') return 1
  return BYTES.find(({ factor }) => value >= factor)?.factor ?? 1
}

function scaled(value: number, scales: readonly Scale[], decimals?: number): string {
  const scale =
    scales.find(({ factor }) => Math.abs(value) >= factor) ?? scales.find(({ factor }) => factor === 1)!
  return `${fixed(value / scale.factor, decimals)}${scale.name}`
}

function fixed(value: number, decimals = usefulDecimals(value)): string {
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? text.replace('-', '') : text
}

/** As Grafana does: three digits in all. */
function usefulDecimals(value: number): number {
  if (Number.isInteger(value)) return 0
  return Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))))
}
