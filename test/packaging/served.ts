import { equal } from 'node:assert/strict'

import type { Check } from './checks.js'
import type { Project } from './project.js'

/*
 * Every form in which the package can be had, and every query that comes of it served by fast.
 */

/** Builds a query four times, all of them served by fast. */
const EXPECT_FAST = `
function expectFast(make, getQueryBuilderMetrics) {
  const before = getQueryBuilderMetrics()
  const db = make({ client: 'pg' })
  for (const id of [1, 2, 3, 4]) {
    const { sql, bindings } = db('users').where({ id }).select('name').toSQL()
    assert.equal(sql, 'select "name" from "users" where "id" = ?')
    assert.deepEqual(bindings, [id])
  }
  const after = getQueryBuilderMetrics()
  assert.equal(after.fastCalls - before.fastCalls, 4, JSON.stringify(after))
  assert.equal(after.legacyCalls - before.legacyCalls, 0, JSON.stringify(after))
}
`

const REQUIRED = `const assert = require('node:assert/strict')\n${EXPECT_FAST}`
const IMPORTED = `import assert from 'node:assert/strict'\n${EXPECT_FAST}`
/** A program that ends early has proven nothing. */
const DONE = `\nconsole.log('done')\n`

/** The names of Knex itself, that the package must have too, and be the same. */
const SAME_NAMES = `
for (const name of Object.keys(knex)) {
  if (name === 'knex' || name === 'default') continue
  assert.equal(knexodus[name], knex[name], name)
}
`

/** A program, and Node's options for it. */
interface Program {
  readonly file: string
  readonly text: string
  readonly options?: readonly string[]
}

/** What a CommonJS application writes, by what it is. */
const COMMONJS: Readonly<Record<string, Program>> = {
  "require('knexodus')(config)": {
    file: 'whole.js',
    text: `${REQUIRED}
const knexodus = require('knexodus')
const knex = require('knex')
expectFast(knexodus, knexodus.getQueryBuilderMetrics)
assert.equal(knexodus.name, knex.name)
${SAME_NAMES}`,
  },
  "const { knex, getQueryBuilderMetrics } = require('knexodus')": {
    file: 'named.js',
    text: `${REQUIRED}
const { knex, getQueryBuilderMetrics } = require('knexodus')
expectFast(knex, getQueryBuilderMetrics)`,
  },
  "require('knexodus').default(config)": {
    file: 'default.js',
    text: `${REQUIRED}
const knexodus = require('knexodus')
expectFast(knexodus.default, knexodus.default.getQueryBuilderMetrics)`,
  },
  "require('knexodus/register') and a plain Knex": {
    file: 'register.js',
    text: `${REQUIRED}
require('knexodus/register')
expectFast(require('knex'), require('knexodus').getQueryBuilderMetrics)`,
  },
  'node --require knexodus/register and a plain Knex': {
    file: 'preloaded.js',
    options: ['--require', 'knexodus/register'],
    text: `${REQUIRED}
const { knex } = require('knex')
expectFast(knex, require('knexodus').getQueryBuilderMetrics)`,
  },
  'createAdapter for a plain Knex': {
    file: 'adapter.js',
    text: `${REQUIRED}
const adapter = require('knexodus').createAdapter({ percentage: 100, fallback: false })
const knex = require('knex')
expectFast((config) => adapter.adaptKnex(knex(config)), () => adapter.getQueryBuilderMetrics())`,
  },
  'adaptClient of a class': {
    file: 'client.js',
    text: `${REQUIRED}
const { adaptClient, getQueryBuilderMetrics } = require('knexodus')
const knex = require('knex')
const client = adaptClient(require('knex/lib/dialects/postgres'))
expectFast((config) => knex({ ...config, client }), getQueryBuilderMetrics)`,
  },
}

/** What an application of ES modules writes, by what it is. */
const ES_MODULES: Readonly<Record<string, Program>> = {
  "import knex from 'knexodus'": {
    file: 'default.js',
    text: `${IMPORTED}
import knexodus from 'knexodus'
import knex from 'knex'
expectFast(knexodus, knexodus.getQueryBuilderMetrics)
${SAME_NAMES}`,
  },
  "import { knex, getQueryBuilderMetrics } from 'knexodus'": {
    file: 'named.js',
    text: `${IMPORTED}
import { knex, getQueryBuilderMetrics } from 'knexodus'
expectFast(knex, getQueryBuilderMetrics)`,
  },
  "import * as everything from 'knexodus' has every name of Knex": {
    file: 'names.js',
    text: `${IMPORTED}
import * as knexodus from 'knexodus'
import knex from 'knex'
assert.equal(knexodus.default, knexodus.knex)
${SAME_NAMES}`,
  },
  "import 'knexodus/register' and a Knex imported later": {
    file: 'register.js',
    text: `${IMPORTED}
import 'knexodus/register'
import { getQueryBuilderMetrics } from 'knexodus'
const { default: knex } = await import('knex')
expectFast(knex, getQueryBuilderMetrics)`,
  },
  'node --import knexodus/register and a plain Knex': {
    file: 'preloaded.js',
    options: ['--import', 'knexodus/register'],
    text: `${IMPORTED}
import knex from 'knex'
import { getQueryBuilderMetrics } from 'knexodus'
expectFast(knex, getQueryBuilderMetrics)`,
  },
}

/** In the environment from the start, as in production: a program that sets it itself may be too late. */
const ENV_FILE = { name: 'fast.env', text: 'KNEXODUS_MODE=fast\n' }

/** Node's option for all queries to be meant for fast. */
export const FAST = `--env-file=${ENV_FILE.name}`

const PROJECTS = { commonjs: COMMONJS, module: ES_MODULES }

/** The programs, in a CommonJS project and in one of ES modules, as texts by path. */
export const SERVED_FILES: Readonly<Record<string, string>> = Object.fromEntries([
  [ENV_FILE.name, ENV_FILE.text],
  ...Object.entries(PROJECTS).flatMap(([type, programs]) => [
    [`${type}/package.json`, JSON.stringify({ type })],
    ...Object.values(programs).map(({ file, text }) => [`${type}/${file}`, text + DONE]),
  ]),
])

/** Runs each program, and expects it to get to its end. */
export function servedChecks(app: Project): Check[] {
  return Object.entries(PROJECTS).flatMap(([type, programs]) =>
    Object.entries(programs).map(([name, { file, options = [] }]) => ({
      name: `${type}: ${name}, served by fast`,
      run: async () => equal((await app.run('node', FAST, ...options, `${type}/${file}`)).trim(), 'done'),
    })),
  )
}
