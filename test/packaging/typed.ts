import { equal } from 'node:assert/strict'
import { join } from 'node:path'

import type { Check } from './checks.js'
import type { Project } from './project.js'
import { FAST } from './served.js'

/** All that an application may write of types, and what its compiler must refuse. */
const PROGRAM = `
import assert from 'node:assert/strict'
import knex, { Knex } from 'knexodus'
import {
  adaptClient,
  Client,
  createAdapter,
  getQueryBuilderMetrics,
  getRollout,
  knex as named,
  KnexTimeoutError,
  listShapes,
  QueryBuilder,
  registerMetrics,
  resetQueryBuilderMetrics,
  setRollout,
} from 'knexodus'
import type { Knex as KnexType } from 'knexodus'
import { ClusterMetrics } from 'knexodus/workers'
import { Registry } from 'prom-client'
import type { Knex as Original } from 'knex'

interface User {
  id: number
  name: string
}

declare module 'knex/types/tables.js' {
  interface Tables {
    users: User
  }
}

declare module 'knex' {
  namespace Knex {
    interface QueryInterface {
      named(name: string): Knex.QueryBuilder
    }
  }
}

const config: Knex.Config = { client: 'pg', pool: { min: 0 } }
const db: Knex = knex(config)
const same: KnexType = named(config)
const original: Original = same
// @ts-expect-error -- a number is no configuration
const wrongConfig: Knex.Config = 5

knex.QueryBuilder.extend('named', function (this: Knex.QueryBuilder, name: string) {
  return this.where({ name })
})

export async function users(trx: Knex.Transaction): Promise<User[]> {
  const rows: { id: number; name: string }[] = await db('users').select('*')
  // @ts-expect-error -- an id is a number
  const wrong: { id: string }[] = await db('users').select('*')
  const one: Pick<User, 'name'> | undefined = await trx('users').where({ id: 1 }).first('name')
  // @ts-expect-error -- no such column
  await db('users').insert({ id: 1, nickname: 'x' })
  const untyped: unknown = await original('anything').where('x', 1)
  return db.transaction(async (inner) => inner<User>('users').where('id', '>', rows.length))
}

class Mine extends Client {
  mine = true
}
const Adapted: typeof Mine = adaptClient(Mine)
const InPlace: typeof Mine = adaptClient(Mine, { inPlace: true })
// @ts-expect-error -- not a class
const notAClient = (): unknown => adaptClient({})

const adapter = createAdapter({ percentage: 100, fallback: false, logLevel: 'silent', seed: 'x' })
const adapted: Knex = adapter.adaptKnex(knex({ client: 'sqlite3', useNullAsDefault: true }))
// @ts-expect-error -- no such option
const noSuchOption = (): unknown => createAdapter({ percent: 100 })

export function api(): void {
  const rollout = setRollout({ percentage: 10, mode: 'auto' }, { by: 'ada', reason: 'canary' })
  const mode: 'auto' | 'legacy' | 'fast' = getRollout().mode
  const percentage: number = rollout.percentage
  // @ts-expect-error -- a rollout is read-only
  rollout.percentage = 5
  // @ts-expect-error -- a percentage is a number
  setRollout({ percentage: '10' }, { by: 'ada', reason: 'canary' })
  // @ts-expect-error -- no such mode
  setRollout({ mode: 'quick' }, { by: 'ada', reason: 'canary' })
  // @ts-expect-error -- who and why are asked for
  setRollout({ percentage: 10 })
  // @ts-expect-error -- metrics are read-only
  getQueryBuilderMetrics().fastCalls = 0
  const texts: (string | undefined)[] = listShapes().map((shape) => shape.sql)
  const states: ('unproven' | 'admitted' | 'declined' | 'quarantined')[] = listShapes().map((shape) => shape.parity)
  const scraped: Promise<string> = adapter.registry.metrics()
  registerMetrics(new Registry())
  const several: Promise<string> = new ClusterMetrics({ timeoutMs: 500 }).metrics()
  createAdapter({ database: 'orders', registry: new Registry(), exemplars: true, openTelemetry: true }).close()
  resetQueryBuilderMetrics()
}

for (const make of [knex, named]) {
  const before: number = getQueryBuilderMetrics().fastCalls
  const { sql } = make(config)('users').named('ada').toSQL()
  assert.equal(sql, 'select * from "users" where "name" = ?')
  assert.equal(getQueryBuilderMetrics().fastCalls, before + 1)
}
assert.equal(adapted('users').where({ id: 1 }).toSQL().sql, 'select * from \`users\` where \`id\` = ?')
assert.equal(QueryBuilder, knex.QueryBuilder)
assert.ok(new KnexTimeoutError('x') instanceof Error)
console.log('done')
`

/** CommonJS in TypeScript's own syntax. */
const IMPORT_REQUIRE = `
import knexodus = require('knexodus')

const config: knexodus.Knex.Config = { client: 'pg' }
const db: knexodus.Knex = knexodus(config)
const same: knexodus.Knex = knexodus.knex(config)
const rows: Promise<{ id: number }[]> = (async () => db<{ id: number }>('users').select('*'))().catch(() => [])
// @ts-expect-error -- no such name
const noSuchName = (): unknown => knexodus.getQueryBuilderMetric()

const before: number = knexodus.getQueryBuilderMetrics().fastCalls
same('users').where({ id: 1 }).toSQL()
if (knexodus.getQueryBuilderMetrics().fastCalls !== before + 1) throw new Error('not served by fast')
void rows.then(() => console.log('done'))
`

/** Without the extension, as Knex's documentation has it for these. */
const CLASSIC_PROGRAM = PROGRAM.replace("'knex/types/tables.js'", "'knex/types/tables'")
const REGISTER = "import 'knexodus/register'\nconsole.log('done')\n"

const STRICT = {
  target: 'es2022',
  lib: ['es2023'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  esModuleInterop: true,
}

/** A compiler's settings, the files for it, and which of the results is run. */
interface Compilation {
  readonly options: object
  readonly files: Readonly<Record<string, string>>
  readonly run: readonly string[]
}

const COMPILATIONS: Readonly<Record<string, Compilation>> = {
  'module nodenext, .mts and .cts': {
    options: { module: 'nodenext' },
    files: {
      'esm.mts': PROGRAM,
      'cjs.cts': PROGRAM,
      'require.cts': IMPORT_REQUIRE,
      'register.mts': REGISTER,
      'register-cjs.cts': REGISTER,
    },
    run: ['esm.mjs', 'cjs.cjs', 'require.cjs', 'register.mjs', 'register-cjs.cjs'],
  },
  'module node16': {
    options: { module: 'node16' },
    files: { 'app.ts': CLASSIC_PROGRAM, 'require.ts': IMPORT_REQUIRE, 'register.ts': REGISTER },
    run: ['app.js', 'require.js', 'register.js'],
  },
  'module commonjs, moduleResolution bundler': {
    options: { module: 'commonjs', moduleResolution: 'bundler' },
    files: { 'app.ts': CLASSIC_PROGRAM, 'require.ts': IMPORT_REQUIRE, 'register.ts': REGISTER },
    run: ['app.js', 'require.js', 'register.js'],
  },
  'module commonjs, moduleResolution node10, as in old projects': {
    options: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' },
    files: { 'app.ts': CLASSIC_PROGRAM, 'require.ts': IMPORT_REQUIRE },
    run: ['app.js', 'require.js'],
  },
}

/** Each compilation in a folder of its own: an application has one set of options. */
const FOLDERS = Object.entries(COMPILATIONS).map(([name, compilation], index) => ({
  name,
  folder: `compilation-${index}`,
  ...compilation,
}))

/** The projects of the compiler, as texts by path. */
export const TYPED_FILES: Readonly<Record<string, string>> = Object.fromEntries(
  FOLDERS.flatMap(({ folder, options, files }) => {
    const compilerOptions = { ...STRICT, ...options, rootDir: '.', outDir: 'out' }
    const config = JSON.stringify({ compilerOptions, files: Object.keys(files) })
    return Object.entries({ ...files, 'tsconfig.json': config }).map(([file, text]) => [
      `${folder}/${file}`,
      text,
    ])
  }),
)

/** Compiles each set of files as strictly as can be, and runs what comes out. */
export function typedChecks(app: Project): Check[] {
  return FOLDERS.flatMap(({ name, folder, run }) => [
    {
      name: `types, ${name}`,
      run: () => app.run(join(app.folder, 'node_modules', '.bin', 'tsc'), '-p', folder, '--pretty', 'false'),
    },
    ...run.map((file) => ({
      name: `types, ${name}: ${file} runs`,
      run: async () => equal((await app.run('node', FAST, `${folder}/out/${file}`)).trim(), 'done'),
    })),
  ])
}
