import { parseArgs } from 'node:util'

import { BENCHMARKS } from './list.js'
import type { Effort } from './report.js'

/** What was asked for on the command line. */
export interface Arguments {
  readonly names: readonly string[]
  readonly effort: Effort
  /** A git revision to compare with. */
  readonly base?: string | undefined
  /** Where the results go, as JSON. */
  readonly json?: string | undefined
  /** Results of earlier runs, shown again in place of measuring; a later file's win. */
  readonly from: readonly string[]
  readonly plots: boolean
  readonly docs: boolean
}

/** How it is called. */
export const USAGE = `npm run bench -- [name…] [option…]

  name…              ${BENCHMARKS.join(' ')}
                     without a name: all of them
  --smoke            just long enough to see that everything works; judges no figure
  --base <revision>  against another git revision in place of Knex
  --json <file>      write the results
  --from <file>      show the results of an earlier run in place of measuring; may be given several times
  --plots            draw the ratios, docs/bench-<name>.svg
  --docs             write the tables into docs/performance.md
`

/**
 * Reads the command line.
 *
 * @throws Error saying what was expected
 */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      smoke: { type: 'boolean', default: false },
      base: { type: 'string' },
      json: { type: 'string' },
      from: { type: 'string', multiple: true, default: [] },
      plots: { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
    },
  })
  const { smoke, base, json, from, plots, docs } = values
  assertSensible(docs || plots, smoke || base !== undefined)
  return { names: namesOf(positionals), effort: smoke ? 'smoke' : 'full', base, json, from, plots, docs }
}

function namesOf(given: readonly string[]): readonly string[] {
  for (const name of given)
    if (!BENCHMARKS.includes(name)) throw new Error(`expected one of ${BENCHMARKS.join(', ')}, got ${name}`)
  return given.length > 0 ? BENCHMARKS.filter((name) => given.includes(name)) : BENCHMARKS
}

/** The page tells of Knex, and of a proper run. */
function assertSensible(isForPage: boolean, isOfNoUseThere: boolean): void {
  if (isForPage && isOfNoUseThere)
    throw new Error('expected --docs and --plots to be given without --smoke and --base')
}
