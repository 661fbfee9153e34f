import { isDeepStrictEqual } from 'node:util'

import type { Chain } from '../differential/chain.js'
import type { Config, Dialect } from '../differential/dialects.js'
import { outcome, textOf } from '../differential/outcome.js'
import type { Outcome } from '../differential/outcome.js'
import type { KnexVersion } from './knex-version.js'

/** Equal bindings do not tell their places apart: then it takes three agreements to admit a plan. */
const BUILDS = ['at first sight', 'again', 'and again', 'from the plan']

/** How a chain of the corpus went in one version of Knex. */
export type Verdict = 'served by fast' | 'left to legacy' | 'no query' | "Knex's own error"

interface Line {
  readonly event?: string
  readonly [field: string]: unknown
}

/** What one Knex made of a chain, and what it warned of meanwhile. */
interface Seen {
  readonly result: Outcome
  readonly text: Outcome
  readonly warnings: readonly string[]
}

/** A plain Knex of one version and one that is all fast. */
export class VersionPair {
  private readonly lines: Line[] = []
  private readonly warnings: string[] = []
  private readonly adapter
  private readonly plain
  private readonly fast

  constructor({ knex, knexodus }: KnexVersion, dialect: Dialect, config: Config) {
    const log = {
      warn: (text: string) => void this.warnings.push(text),
      error() {},
      debug() {},
      deprecate() {},
    }
    const make = () => {
      const made = knex({ client: dialect, log, ...config })
      // Where Knex keeps what it was told of a connection, and asks for the name of the database.
      ;(made.client as { connectionSettings: object }).connectionSettings = { database: 'App_DB' }
      return made
    }
    const keep = (line: object) => void this.lines.push(line as Line)
    const logger = { info: keep, warn: keep, error: keep }
    this.adapter = knexodus.createAdapter({ percentage: 100, verifyPercentage: 0, logger })
    this.plain = make()
    this.fast = this.adapter.adaptKnex(make())
  }

  /**
   * Both build the chain, fast until it must be served from its plan.
   *
   * @throws Error when an application could see a difference, or when the builders disagreed
   */
  check(chain: Chain): Verdict {
    const expected = this.see(this.plain, chain)
    this.lines.length = 0
    const before = this.adapter.getQueryBuilderMetrics()
    for (const time of BUILDS) {
      const got = this.see(this.fast, chain)
      if (!isDeepStrictEqual(got, expected)) throw this.problem(`it differs ${time}`, expected, got)
    }
    const after = this.adapter.getQueryBuilderMetrics()
    if (after.parityMismatches > before.parityMismatches) throw this.problem('a parity mismatch', expected)
    if (after.fastErrors > before.fastErrors) throw this.problem('fast threw', expected)
    if ('error' in expected.result) return "Knex's own error"
    if ((expected.result['fields'] as Outcome)['method'] === 'raw') return 'no query'
    const served = after.fastCalls - before.fastCalls
    return served === 2 * BUILDS.length ? 'served by fast' : 'left to legacy'
  }

  /** An error that says what fast declined, or what the builders disagreed on, in the last check. */
  problem(what: string, expected?: Seen, got?: Seen): Error {
    const of = (event: string) => this.lines.filter((line) => line.event === `knexodus.${event}`)
    return new Error(
      [
        what,
        ...(expected ? [`Knex: ${show(got ? expected : sqlOf(expected))}`] : []),
        ...(got ? [`got:  ${show(got)}`] : []),
        ...of('quarantined').map(
          ({ difference, fastSql }) => `differs in ${show(difference)}: ${show(fastSql)}`,
        ),
        ...of('fell_back').map(({ reason, detail, sql }) => `fell back: ${show([reason, detail, sql])}`),
      ].join('\n    '),
    )
  }

  /** Builds the chain twice, each time anew: for its result, and for its text. */
  private see(knex: VersionPair['plain'], chain: Chain): Seen {
    this.warnings.length = 0
    const result = outcome(() => chain(knex))
    const text = textOf(() => chain(knex))
    return { result, text, warnings: [...this.warnings] }
  }
}

function sqlOf({ result }: Seen): unknown {
  const { sql, bindings } = (result['fields'] ?? {}) as Outcome
  return [sql, bindings]
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))
}
