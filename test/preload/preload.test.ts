import { afterAll, describe, expect, it } from 'vitest'

import { Project } from './project.js'

/** Makes one query, and tells its text and who built it. */
const ASK = `
const ask = (knex) => {
  const db = knex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true })
  return db('t').where({ a: 1 }).toQuery()
}
const tell = (metrics, ...told) => {
  const { fastCalls, legacyCalls, fastFallbacks } = metrics
  console.log(JSON.stringify({ told, fastCalls, legacyCalls, fastFallbacks }))
}`

const TEXT = 'select * from `t` where `a` = 1'
const ALL_FAST = { KNEXODUS_PERCENTAGE: '100' }

/** Where a query is made is unknown to the preload, and asking for the numbers comes after. */
const APPS = {
  'app.cjs': `${ASK}
    const text = ask(require('knex'))
    tell(require('knexodus').getQueryBuilderMetrics(), text)`,
  'app.mjs': `${ASK}
    import knex from 'knex'
    const text = ask(knex)
    const { getQueryBuilderMetrics } = await import('knexodus')
    tell(getQueryBuilderMetrics(), text)`,
  'named.mjs': `${ASK}
    import * as namespace from 'knex'
    const text = ask(namespace.default.knex)
    tell((await import('knexodus')).getQueryBuilderMetrics(), text)`,
  'dynamic.cjs': `${ASK}
    import('knex').then(async ({ default: knex }) => {
      const text = ask(knex.default)
      tell((await import('knexodus')).getQueryBuilderMetrics(), text)
    })`,
  'deep.cjs': `${ASK}
    const text = ask(require('knex/lib/index.js'))
    tell(require('knexodus').getQueryBuilderMetrics(), text)`,
}

const project = new Project({
  ...APPS,
  'app.ts': `${ASK.replace('(knex)', '(knex: any)').replace('(metrics, ...told)', '(metrics: any, ...told: any[])')}
    import knex from 'knex'
    import { getQueryBuilderMetrics } from 'knexodus'
    const text = ask(knex)
    tell(getQueryBuilderMetrics(), text)`,
  'loader.mjs': `import { register } from 'node:module'
    register('./hooks.mjs', import.meta.url)`,
  // As tracers and transpilers do: from then on Node runs CommonJS with a require of its own.
  'hooks.mjs': `import { readFile } from 'node:fs/promises'
    export async function load(url, context, next) {
      const loaded = await next(url, context)
      if (loaded.format !== 'commonjs' || !url.startsWith('file:')) return loaded
      return { ...loaded, source: await readFile(new URL(url)) }
    }`,
  'early.cjs': `require('knex')`,
})
afterAll(() => project.remove())

const PRELOADS = [
  ['--require', 'knexodus/register'],
  ['--import', 'knexodus/register'],
] as const

describe.each(PRELOADS)('node %s %s', (...preload) => {
  it.each(Object.keys(APPS))('adapts the Knex of %s', async (app) => {
    const { result, stderr } = await project.node([...preload, app], ALL_FAST)
    expect(result).toEqual({ told: [TEXT], fastCalls: 1, legacyCalls: 0, fastFallbacks: 0 })
    expect(stderr).toBe('')
  })

  it.each([
    ['app.mjs', [...preload, '--import', './loader.mjs']],
    ['app.cjs', ['--import', './loader.mjs', ...preload]],
  ])('adapts the Knex of %s under a loader that supplies sources', async (app, options) => {
    const { result } = await project.node([...options, app], ALL_FAST)
    expect(result).toMatchObject({ told: [TEXT], fastCalls: 1, legacyCalls: 0 })
  })

  it.each([
    ['before', (tsx: string[]) => [...tsx, ...preload]],
    ['after', (tsx: string[]) => [...preload, ...tsx]],
  ])('adapts the Knex of TypeScript, tsx coming %s', async (_, order) => {
    const { result } = await project.node([...order(['--import', 'tsx']), 'app.ts'], ALL_FAST)
    expect(result).toMatchObject({ told: [TEXT], fastCalls: 1, legacyCalls: 0 })
  })

  it('stays on legacy when nothing is set', async () => {
    const { result } = await project.node([...preload, 'app.cjs'])
    expect(result).toEqual({ told: [TEXT], fastCalls: 0, legacyCalls: 1, fastFallbacks: 0 })
  })
})

describe('the preload', () => {
  it('given twice, and with knexodus imported as well, adapts once', async () => {
    project.write(
      'both.mjs',
      `${ASK}
      import knexodus, { getQueryBuilderMetrics } from 'knexodus'
      import knex from 'knex'
      const texts = [ask(knexodus), ask(knex)]
      tell(getQueryBuilderMetrics(), ...texts)`,
    )
    const options = PRELOADS.flat()
    const { result } = await project.node([...options, 'both.mjs'], ALL_FAST)
    expect(result).toEqual({ told: [TEXT, TEXT], fastCalls: 2, legacyCalls: 0, fastFallbacks: 0 })
  })

  it('routes transactions, user parameters and clones of what it adapted', async () => {
    project.write(
      'trx.cjs',
      `
      const knex = require('knex')
      const db = knex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true })
      const main = async () => {
        await db.schema.createTable('t', (table) => { table.increments(); table.string('a') })
        const ids = await db.withUserParams({ a: 1 }).transaction(async (trx) => {
          await trx('t').insert([{ a: 'x' }, { a: 'y' }])
          return trx.transaction((nested) => nested('t').pluck('id'))
        })
        await db.destroy()
        const { fastCalls, legacyCalls } = require('knexodus').getQueryBuilderMetrics()
        console.log(JSON.stringify({ ids, fastCalls, legacyCalls }))
      }
      main()`,
    )
    const { result } = await project.node(['--require', 'knexodus/register', 'trx.cjs'], ALL_FAST)
    expect(result).toEqual({ ids: [1, 2], fastCalls: 2, legacyCalls: 0 })
  })

  it('does not change how Node finds packages, whatever its log is written to', async () => {
    // Node's realpath takes a path for resolved once somebody has looked at a pipe by fstat; here every package is a link.
    project.write(
      'links.mjs',
      `
      import { setTimeout } from 'node:timers/promises'
      await setTimeout(1500)
      console.log(JSON.stringify([import.meta.resolve('knex'), import.meta.resolve('objection')]))`,
    )
    const plain = await project.node(['links.mjs'])
    const preloaded = await project.node(['--import', 'knexodus/register', 'links.mjs'], {
      KNEXODUS_LOG_LEVEL: 'info',
    })
    expect(preloaded.stderr).toContain('knexodus.started')
    expect(preloaded.result).toEqual(plain.result)
  })

  it('reads the environment that the application has filled', async () => {
    project.write(
      'filled.mjs',
      `
      import { createRequire } from 'node:module'
      process.env.KNEXODUS_MODE = 'fast'
      const { default: knex } = await import('knex')
      knex({ client: 'pg' })('t').toSQL()
      const { getQueryBuilderMetrics } = createRequire(import.meta.url)('knexodus')
      console.log(JSON.stringify(getQueryBuilderMetrics().fastCalls))`,
    )
    const { result } = await project.node(['--import', 'knexodus/register', 'filled.mjs'])
    expect(result).toBe(1)
  })

  it('warns of a Knex that was there before it', async () => {
    const options = ['--require', './early.cjs', '--require', 'knexodus/register']
    const { result, stderr } = await project.node([...options, 'app.cjs'], ALL_FAST)
    expect(result).toMatchObject({ told: [TEXT], fastCalls: 0, legacyCalls: 0 })
    expect(stderr).toContain('KNEXODUS_LOADED_LATE')
    expect(stderr).toContain('preload knexodus/register first')
  })

  it('leaves a program without Knex as it is', async () => {
    project.write('none.cjs', `console.log(JSON.stringify(Object.keys(require.cache).length))`)
    const { result, stderr } = await project.node(['--require', 'knexodus/register', 'none.cjs'])
    expect([typeof result, stderr]).toEqual(['number', ''])
  })

  it('lets a broken copy of Knex fail by its own error', async () => {
    project.write('node_modules/broken/lib/knex-builder/make-knex.js', `throw new Error('broken on purpose')`)
    project.write(
      'broken.cjs',
      `
      try { require('broken/lib/knex-builder/make-knex.js') } catch ({ message }) { console.log(JSON.stringify(message)) }`,
    )
    const { result } = await project.node(['--require', 'knexodus/register', 'broken.cjs'], ALL_FAST)
    expect(result).toBe('broken on purpose')
  })
})
