/** The samples of a scrape by name and labels, as they are written: `name{label="value"}`. */
export function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const samples = lines.map((line) => {
    const end = line.lastIndexOf(' ')
    return [line.slice(0, end), Number(line.slice(end + 1))] as const
  })
  const names = samples.map(([name]) => name)
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  if (twice.length > 0) throw new Error(`more than once in a scrape: ${twice.join(', ')}`)
  return new Map(samples)
}

/** Samples that may only grow: of counters, and all parts of histograms and summaries but the quantiles. */
export function growing(text: string): Map<string, number> {
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!]))
  const grows = (sample: string): boolean => {
    const name = sample.replace(/\{.*$/, '')
    const type = types.get(name) ?? types.get(name.replace(/_(bucket|sum|count|total)$/, ''))
    return type !== 'gauge' && !sample.includes('quantile=')
  }
  return new Map([...samplesOf(text)].filter(([sample]) => grows(sample)))
}

/** Samples that a later scrape shows lower than an earlier one, or no longer. */
export function fallen(earlier: string, later: string): string[] {
  const now = growing(later)
  return [...growing(earlier)]
    .filter(([sample, value]) => !((now.get(sample) ?? -1) >= value))
    .map(([sample]) => sample)
}
