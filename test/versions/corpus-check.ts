import { isDeepStrictEqual } from 'node:util'

import { HAVING, JOIN } from '../differential/corpus/join.js'
import { SELECT } from '../differential/corpus/select.js'
import { WHERE } from '../differential/corpus/where.js'
import { MISTAKES, WRITE } from '../differential/corpus/write.js'
import type { Chain, Dialect, Untyped } from '../differential/pair.js'
import type { Check } from '../packaging/checks.js'
import type { KnexVersion } from './knex-version.js'

const CORPUS = { SELECT, WHERE, JOIN, HAVING, WRITE, MISTAKES }
const BUILDS = 4
const SILENT = { warn() {}, error() {}, debug() {}, deprecate() {} }

/** How a chain of the corpus went in one version of Knex. */
type Verdict = 'served by fast' | 'not in this version' | "Knex's own error" | 'allowed in this version'

interface Line {
  readonly event?: string
  readonly [field: string]: unknown
}

/** A plain Knex of one version and one that is all fast. */
class VersionPair {
  readonly lines: Line[] = []
  private readonly adapter
  private readonly plain
  private readonly fast

  constructor({ knex, knexodus }: KnexVersion, dialect: Dialect) {
    const make = () => knex({ client: dialect, log: SILENT, useNullAsDefault: true })
    const keep = (line: object) => this.lines.push(line as Line)
    const logger = { info: keep, warn: keep, error: keep }
    this.adapter = knexodus.createAdapter({ percentage: 100, verifyPercentage: 0, logger })
    this.plain = make()
    this.fast = this.adapter.adaptKnex(make())
  }

  /**
   * Both build the chain, fast until it must be served from its plan.
   *
   * @throws Error when an application could see a difference, or when fast did not serve what Knex can build
   */
  check(chain: Chain, isMistake: boolean): Verdict {
    const expected = outcome(() => chain(this.plain))
    this.lines.length = 0
    const before = this.adapter.getQueryBuilderMetrics()
    for (let time = 1; time <= BUILDS; time++) {
      const got = outcome(() => chain(this.fast))
      if (!isDeepStrictEqual(got, expected)) throw this.problem(`build ${time} differs`, expected, got)
    }
    const after = this.adapter.getQueryBuilderMetrics()
    if (after.parityMismatches > before.parityMismatches) throw this.problem('a parity mismatch', expected)
    if (after.fastErrors > before.fastErrors) throw this.problem('fast threw', expected)
    if ('error' in expected) return verdictOf(String(expected['error']), isMistake)
    // What a later version refuses, an earlier one may build, and fast may decline as suspect.
    if (isMistake) return 'allowed in this version'
    if (after.fastCalls < before.fastCalls + BUILDS) {
      throw this.problem(`fast served ${after.fastCalls - before.fastCalls} of ${BUILDS} builds`, expected)
    }
    return 'served by fast'
  }

  private problem(what: string, expected: object, got?: object): Error {
    const quarantines = this.lines.filter(({ event }) => event === 'knexodus.quarantined')
    const fallbacks = this.lines.filter(({ event }) => event === 'knexodus.fell_back')
    return new Error(
      [
        what,
        ...quarantines.map(({ difference }) => `they differ in: ${String(difference)}`),
        `Knex: ${show(expected)}`,
        ...(got ? [`got: ${show(got)}`] : []),
        ...quarantines.map(({ fastSql }) => `fast: ${String(fastSql)}`),
        ...fallbacks.map(
          ({ reason, detail }) => `fell back: ${String(reason)}${detail ? `, ${show(detail)}` : ''}`,
        ),
      ].join('\n    '),
    )
  }
}

/** One check for each part of the corpus; it fails with every chain that did. */
export function corpusChecks(knexVersion: KnexVersion, dialect: Dialect): Check[] {
  let pair: VersionPair | undefined
  return Object.entries(CORPUS).map(([part, chains]) => ({
    name: `${knexVersion.version} ${dialect} ${part.toLowerCase()}`,
    run: () => checkPart((pair ??= new VersionPair(knexVersion, dialect)), chains),
  }))
}

function checkPart(pair: VersionPair, chains: Readonly<Record<string, Chain>>): string {
  const verdicts: Record<Verdict, string[]> = {
    'served by fast': [],
    'not in this version': [],
    "Knex's own error": [],
    'allowed in this version': [],
  }
  const failures: string[] = []
  for (const [title, chain] of Object.entries(chains)) {
    try {
      verdicts[pair.check(chain, chains === MISTAKES)].push(title)
    } catch (error) {
      failures.push(`"${title}": ${(error as Error).message}`)
    }
  }
  if (failures.length > 0) throw new Error([`${failures.length} chains`, ...failures].join('\n  '))
  return summary(verdicts)
}

function summary(verdicts: Readonly<Record<Verdict, readonly string[]>>): string {
  const odd = [...verdicts['not in this version'], ...verdicts['allowed in this version']]
  const counts = Object.entries(verdicts).filter(([, titles]) => titles.length > 0)
  const numbers = counts.map(([verdict, titles]) => `${titles.length} ${verdict}`).join(', ')
  return odd.length > 0 ? `${numbers} (${odd.join('; ')})` : numbers
}

/** Only a method that is missing excuses a chain of the corpus from being built. */
function verdictOf(error: string, isMistake: boolean): Verdict {
  if (isMistake) return "Knex's own error"
  if (/^TypeError: .* is not a function$/.test(error)) return 'not in this version'
  throw new Error(`this version refuses it: ${error}`)
}

/** All that an application can see of one build, less the id that is new for each. */
function outcome(build: () => Untyped): Record<string, unknown> {
  try {
    const query = build().toSQL()
    const native = { ...query.toNative() }
    const { __knexQueryUid: uid, returning, ...fields } = query
    return {
      keys: Object.keys(query),
      fields,
      uid: typeof uid === 'string' && /^[\w-]{10,}$/.test(uid) ? `${uid.length} characters` : uid,
      // A raw given to `returning` comes back as it is: another object for each Knex.
      returning: typeof returning?.toQuery === 'function' ? String(returning) : returning,
      native,
    }
  } catch (error) {
    return { error: error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error) }
  }
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))
}
