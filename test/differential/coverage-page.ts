import { DECLINED } from './declines.js'
import type { Verdict } from './verdict.js'

/** What became of one query. */
export interface Row {
  readonly feature: string
  readonly title: string
  readonly dialect: string
  readonly verdict: Verdict
}

/** What a decline means to a user, where it is of a whole dialect. */
const OF_A_DIALECT: Readonly<Record<string, string>> = {
  unsupported_dialect:
    'Every query of this dialect is built by Knex, as before. Kysely, whose compiler fast uses, has no dialect for it.',
}

/** `docs/coverage.md`, made of what happened. */
export function pageOf(
  features: readonly string[],
  dialects: readonly string[],
  rows: readonly Row[],
): string {
  const cell = (feature: string, dialect: string): string =>
    cellOf(rows.filter((row) => row.feature === feature && row.dialect === dialect))
  const declined = rows.filter(({ verdict }) => verdict.by === 'legacy')
  return [
    '# Coverage',
    '',
    '<!-- Written by `npm run coverage:dialects`. Change what it tells of, and run it again. -->',
    '',
    'Which of the two builders serves what, with everything meant for fast: every query of the corpus in `test/differential`, built in',
    'every dialect, until it is served from a plan. Where fast serves, Knex made the same SQL, bindings and fields, and the same errors.',
    '',
    '- **✓** all of them are served by fast.',
    '- **n refused** so many of them are mistakes in this dialect: Knex refuses them, in its own words, whichever builder was chosen.',
    '- **–** goes through no query compiler: there is nothing to choose.',
    '- Anything else is a [reason](errors.md#fallback-reasons) why fast leaves a query to Knex, and of how many queries.',
    '',
    ...table(
      ['feature', ...dialects],
      features.map((feature) => [feature, ...dialects.map((dialect) => cell(feature, dialect))]),
    ),
    '',
    '## What fast leaves to Knex',
    '',
    ...(declined.length > 0 ? remaining(features, declined) : ['Nothing.']),
    '',
  ].join('\n')
}

function cellOf(rows: readonly Row[]): string {
  const titles = (by: (verdict: Verdict) => boolean): number =>
    new Set(rows.filter(({ verdict }) => by(verdict)).map(({ title }) => title)).size
  const all = titles(() => true)
  const refused = titles(({ by }) => by === 'nobody')
  const reasons = new Set(rows.flatMap(({ verdict }) => (verdict.by === 'legacy' ? [verdict.reason] : [])))
  const declined = [...reasons].sort().map((reason) => {
    const count = titles((verdict) => verdict.by === 'legacy' && verdict.reason === reason)
    return count + refused >= all ? `\`${reason}\`` : `\`${reason}\` ${count} of ${all}`
  })
  const raw = titles(({ by }) => by === 'raw') === all ? ['–'] : []
  const served = reasons.size === 0 && raw.length === 0 && refused < all ? ['✓'] : []
  return [...served, ...raw, ...declined, ...(refused > 0 ? [`${refused} refused`] : [])].join(', ')
}

/** A row for each thing that is declined; one, where that is a dialect. */
function remaining(features: readonly string[], rows: readonly Row[]): string[] {
  const lines = new Map<string, string[]>()
  const add = (feature: string, dialect: string, verdict: Verdict, meaning: string, query: string): void => {
    if (verdict.by !== 'legacy') return
    const line = [feature, query, dialect, `\`${verdict.reason}\``, verdict.detail, meaning]
    lines.set(line.join('|'), line)
  }
  for (const { feature, title, dialect, verdict } of rows) {
    if (verdict.by !== 'legacy') continue
    const whole = OF_A_DIALECT[verdict.reason]
    if (whole !== undefined) add('everything', dialect, verdict, whole, 'every query')
    else add(feature, dialect, verdict, whyOf(feature, title), title)
  }
  const order = (line: readonly string[]): number => features.indexOf(line[0]!)
  const sorted = [...lines.values()].sort((a, b) => order(a) - order(b))
  return table(['feature', 'query', 'dialect', 'reason', 'detail', 'what it means'], mergedByDialect(sorted))
}

/** Lines that differ in the dialect only become one. */
function mergedByDialect(lines: readonly (readonly string[])[]): string[][] {
  const merged = new Map<string, string[]>()
  for (const line of lines) {
    const key = line.filter((_, i) => i !== 2).join('|')
    const known = merged.get(key)
    if (known === undefined) merged.set(key, [...line])
    else known[2] = `${known[2]!}, ${line[2]!}`
  }
  return [...merged.values()]
}

function whyOf(feature: string, title: string): string {
  const known = DECLINED.find((declined) => declined.feature === feature && declined.titles.includes(title))
  return known?.why ?? 'A defect: nobody has said why.'
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}
