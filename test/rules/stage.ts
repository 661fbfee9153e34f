import type { Knex } from 'knex'
import knexFactory from 'knex'
import { Registry } from 'prom-client'

import { createAdapter } from 'knexodus'
import type { Engine } from '../../dist/fast/engine.js'
import type { Dialect } from '../differential/pair.js'

/** An adapter, as the package makes it. */
export type Adapter = ReturnType<typeof createAdapter>
type Options = NonNullable<Parameters<typeof createAdapter>[0]>
/** A logger, as the package takes it. */
export type Logger = NonNullable<Options['logger']>

/** One line as the logger got it. */
export type Line = { readonly level: string; readonly message: string } & Readonly<Record<string, unknown>>

/** What a stage is set up with. */
export interface StageOptions extends Options {
  readonly dialect?: Dialect
  readonly knex?: Partial<Knex.Config>
}

/** For what has nothing to do with the dialect: those that differ most from one another. */
export const SOME_DIALECTS = ['pg', 'sqlite3', 'mssql'] as const satisfies readonly Dialect[]

const QUIET = { warn() {}, error() {}, debug() {}, deprecate() {} }

/** Says who changes the rollout in these tests. */
export const BY = Object.freeze({ by: 'a test', reason: 'to see' })

/** A plain Knex beside an adapted one of the same configuration, with everything the adapted one tells anybody. */
export class Stage {
  readonly adapter: Adapter
  readonly db: Knex
  readonly plain: Knex
  readonly lines: Line[] = []
  readonly registry: Registry
  private readonly dialect: Dialect

  constructor({ dialect = 'pg', knex = {}, ...options }: StageOptions = {}) {
    this.dialect = dialect
    this.registry = options.registry ?? new Registry()
    const given = { verifyPercentage: 0, seed: 'stage', registry: this.registry, ...options }
    this.adapter = createAdapter({ logger: recorder(this.lines), ...given })
    this.db = this.adapter.adaptKnex(this.plainKnex(knex))
    this.plain = this.plainKnex(knex)
  }

  /** A Knex that nobody has adapted. */
  plainKnex(config: Partial<Knex.Config> = {}): Knex {
    return knexFactory({ client: this.dialect, log: QUIET, useNullAsDefault: true, ...config })
  }

  get metrics(): ReturnType<Adapter['getQueryBuilderMetrics']> {
    return this.adapter.getQueryBuilderMetrics()
  }

  /** The lines of one event, in order. */
  linesOf(event: string): Line[] {
    return this.lines.filter((line) => line['event'] === `knexodus.${event}`)
  }

  /** One sample of the metrics text. */
  async sample(series: string): Promise<number> {
    const text = await this.registry.metrics()
    const line = text.split('\n').find((candidate) => candidate.startsWith(`knexodus_${series} `))
    return Number(line?.split(' ').at(-1))
  }

  /** The fast builder, once it has been loaded. */
  get engine(): Engine {
    return (this.adapter as unknown as { router: { engine: Engine } }).router.engine
  }
}

/** A logger that keeps what it is given. */
export function recorder(lines: Line[]): Logger {
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ ...fields, level, message })
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
