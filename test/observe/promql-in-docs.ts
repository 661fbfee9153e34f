import { readFileSync } from 'node:fs'
import path from 'node:path'
import { WORKER_SERIES, seriesIn } from './promql-names.js'

const DOCS = path.resolve(__dirname, '../../docs')

/** The pages that tell people what to ask Prometheus. */
export const PAGES_WITH_PROMQL = ['runbook.md', 'rollout-guide.md'] as const

/** An expression of a page. */
export interface DocumentedQuery {
  readonly page: string
  /** The heading above it. */
  readonly section: string
  readonly expr: string
  /**
   * Whether an answer without series is in order: it looks back a day, or for something that is not there when all is well, or where
   * there are no workers.
   */
  readonly mayBeEmpty: boolean
}

/** Every expression that the runbook and the rollout guide tell people to ask: in blocks of PromQL, and after `ask`. */
export function promqlInDocs(): DocumentedQuery[] {
  return PAGES_WITH_PROMQL.flatMap((page) => queriesOf(page, readFileSync(path.join(DOCS, page), 'utf8')))
}

/** The expressions of one page's text. */
export function queriesOf(page: string, text: string): DocumentedQuery[] {
  return sectionsOf(text).flatMap(({ section, body }) =>
    [...blocksIn(body), ...askedIn(body)].map((expr) => ({
      page,
      section,
      expr,
      mayBeEmpty:
        /\boffset\b|\bALERTS\b|[<>]|[!=]= /.test(expr) ||
        seriesIn(expr).some((name) => WORKER_SERIES.includes(name)),
    })),
  )
}

/** By headings, which have two signs at least: a comment in a block has one. */
function sectionsOf(text: string): { section: string; body: string }[] {
  const [, ...parts] = text.split(/^##+ /m)
  return parts.map((part) => {
    const [section = '', ...lines] = part.split('\n')
    return { section, body: lines.join('\n') }
  })
}

/** In a block, an empty line ends an expression, and a line that begins with `#` is a comment. */
function blocksIn(body: string): string[] {
  return [...body.matchAll(/^```promql\n(.*?)^```/gms)]
    .flatMap(([, block]) => block!.replaceAll(/^#.*\n/gm, '').split(/\n\s*\n/))
    .map((expr) => expr.trim())
    .filter((expr) => expr !== '')
}

/** Behind `ask`, in a block of commands or in a sentence. */
function askedIn(body: string): string[] {
  return [...body.matchAll(/\bask '([^'\n]+)'/g)].map(([, expr]) => expr!)
}
