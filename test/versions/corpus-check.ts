import { MISTAKES, QUIRKS_MISTAKES } from '../differential/corpus/mistakes.js'
import { declineOf } from '../differential/declines.js'
import { DIALECTS } from '../differential/dialects.js'
import type { Dialect } from '../differential/dialects.js'
import { FEATURES } from '../differential/features.js'
import type { Feature } from '../differential/features.js'
import type { Check } from '../packaging/checks.js'
import type { KnexVersion } from './knex-version.js'
import { VersionPair } from './version-pair.js'
import type { Verdict } from './version-pair.js'

/** Knex's own default, unless a feature says otherwise. */
const AS_KNEX_COMES = { useNullAsDefault: false }

/** Clients that Knex has come to have since its oldest version here. */
const NEW_CLIENTS: ReadonlySet<Dialect> = new Set(['mariadb'])

/** Mistakes of today; what a later version refuses, an earlier one may build, and fast may leave to it. */
const WRONG: Feature = {
  name: 'mistakes',
  chains: { ...MISTAKES, ...QUIRKS_MISTAKES },
  configs: { 'as Knex comes': {} },
}

/** An old version lacks some of the corpus, and a dialect too: but if Knex builds less than this, nothing is shown. */
const LEAST_BUILT = 0.75

/** What became of the corpus. */
class Count {
  readonly failures: string[] = []
  private readonly verdicts = new Map<Verdict, number>()

  add(verdict: Verdict): void {
    this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1)
  }

  /** The share that fast served. */
  get served(): number {
    const counts = [...this.verdicts.values()]
    return (this.verdicts.get('served by fast') ?? 0) / counts.reduce((sum, count) => sum + count, 0)
  }

  toString(): string {
    return [...this.verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')
  }
}

/** One check for each dialect: the whole corpus. It fails with every chain that did. */
export function corpusChecks(knexVersion: KnexVersion): Check[] {
  return DIALECTS.map((dialect) => ({
    name: `${knexVersion.version} ${dialect}`,
    run: () => checkDialect(knexVersion, dialect),
  }))
}

function checkDialect(knexVersion: KnexVersion, dialect: Dialect): string {
  if (NEW_CLIENTS.has(dialect) && !knexVersion.has(dialect)) return 'not in this version'
  const count = new Count()
  for (const feature of [...FEATURES, WRONG]) checkFeature(knexVersion, dialect, feature, count)
  const { failures } = count
  if (failures.length > 0) throw new Error([`${failures.length} chains`, ...failures].join('\n  '))
  if (count.served < LEAST_BUILT) throw new Error(`fast served too few to show anything: ${count.toString()}`)
  return count.toString()
}

function checkFeature(knexVersion: KnexVersion, dialect: Dialect, feature: Feature, count: Count): void {
  const { name, chains, configs } = feature
  for (const [how, config] of Object.entries(configs)) {
    const pair = new VersionPair(knexVersion, dialect, { ...AS_KNEX_COMES, ...config })
    for (const [title, chain] of Object.entries(chains)) {
      try {
        const verdict = pair.check(chain)
        const isExpected = feature === WRONG || declineOf(name, title, dialect) !== undefined
        if (verdict === 'left to legacy' && !isExpected) throw pair.problem('fast declined it')
        count.add(verdict)
      } catch (error) {
        count.failures.push(`${name} (${how}), "${title}": ${(error as Error).message}`)
      }
    }
  }
}
