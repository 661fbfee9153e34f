import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { run } from '../packaging/project.js'
import { REPOSITORY } from './knex-version.js'
import type { KnexVersion } from './knex-version.js'

/** What the package's types must say on any version of Knex. */
const PROGRAM = `
import knex, { Knex, knex as named } from 'knexodus'
import type { Knex as Original } from 'knex'

declare module 'knex/types/tables.js' {
  interface Tables {
    users: { id: number; name: string }
  }
}

const config: Knex.Config = { client: 'pg' }
const db: Knex = knex(config)
const same: Original = named(config)
knex.QueryBuilder.extend('named', function (this: Knex.QueryBuilder) {
  return this.where({ name: 'ada' })
})

export async function users(): Promise<{ id: number; name: string }[]> {
  // @ts-expect-error -- an id is a number
  const wrong: { id: string }[] = await db('users').select('*')
  return await db('users').select('*')
}

class Mine extends knex.Client {}
const Adapted: typeof Mine = knex.adaptClient(Mine)
const count: number = knex.getQueryBuilderMetrics().fastCalls
// @ts-expect-error -- a percentage is a number
knex.setRollout({ percentage: '10' }, { by: 'ada', reason: 'canary' })
`

const COMPILER = join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc')
const OPTIONS = { module: 'nodenext', target: 'es2022', lib: ['es2023'], types: ['node'], strict: true }

/** Compiles a program for CommonJS and one for ES modules against this version's types. */
export async function checkTypes({ folder }: KnexVersion): Promise<void> {
  const files = ['types.mts', 'types.cts']
  for (const file of files) writeFileSync(join(folder, file), PROGRAM)
  const compilerOptions = { ...OPTIONS, noEmit: true, skipLibCheck: true }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  await run(folder, process.execPath, [COMPILER, '-p', '.', '--pretty', 'false'])
}
