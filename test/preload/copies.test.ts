import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Project } from './project.js'

/* Several copies of Knex in one process: one of the application, one inside a dependency, one by another name. */

const project = new Project({
  'node_modules/orm/package.json': JSON.stringify({ name: 'orm', version: '1.0.0', main: 'index.js' }),
  'node_modules/orm/index.js': `
    const knex = require('knex')
    module.exports = { knex, make: () => knex({ client: 'pg' }) }`,
  'app.cjs': `
    const knexes = [require('knex'), require('orm').knex, require('knex-by-another-name')]
    const instances = [knexes[0]({ client: 'pg' }), require('orm').make(), knexes[2]({ client: 'pg' })]
    const texts = instances.map((db) => db('t').where('a', db('u').max('b')).toQuery())
    instances.map((db) => db('t').where('a', db('u').max('b')).toQuery())
    const { fastCalls, legacyCalls, plans, parityMismatches } = require('knexodus').getQueryBuilderMetrics()
    const classes = new Set(knexes.map((knex) => knex.Client)).size
    const own = instances.every((db, index) => db.client instanceof knexes[index].Client)
    console.log(JSON.stringify({ texts, fastCalls, legacyCalls, plans, parityMismatches, classes, own }))`,
  // A value made by one copy and used in a query of another, as happens when an application and its ORM disagree.
  'mixed.cjs': `
    const [ours, theirs] = [require('knex')({ client: 'pg' }), require('orm').make()]
    const query = () => ours('t').where('a', theirs.raw('now()')).whereIn('b', theirs('u').select('c').where('d', 1))
    const outcome = () => { try { return query().toQuery() } catch (error) { return error.message } }
    console.log(JSON.stringify([outcome(), outcome()]))`,
  'mixed.mjs': `
    import ours from 'knex'
    import orm from 'orm'
    const texts = [ours({ client: 'pg' }), orm.make()].map((db) => db('t').where('a', 1).toQuery())
    const { getQueryBuilderMetrics } = await import('knexodus')
    console.log(JSON.stringify([...texts, getQueryBuilderMetrics().fastCalls]))`,
})

beforeAll(() => {
  project.copy('knex', 'node_modules/orm/node_modules/knex')
  project.copy('knex', 'node_modules/knex-by-another-name')
})
afterAll(() => project.remove())

const PRELOAD = ['--require', 'knexodus/register']
const ALL_FAST = { KNEXODUS_PERCENTAGE: '100' }

describe('several copies of Knex in one process', () => {
  it('are all adapted, each on its own', async () => {
    const { result } = await project.node([...PRELOAD, 'app.cjs'], ALL_FAST)
    const text = `select * from "t" where "a" = (select max("b") from "u")`
    expect(result).toEqual({
      texts: [text, text, text],
      fastCalls: 6,
      legacyCalls: 0,
      plans: 3,
      parityMismatches: 0,
      classes: 3,
      own: true,
    })
  })

  it('are all adapted in ES modules', async () => {
    const { result } = await project.node(['--import', 'knexodus/register', 'mixed.mjs'], ALL_FAST)
    const text = `select * from "t" where "a" = 1`
    expect(result).toEqual([text, text, 2])
  })

  it('may be mixed in one query, and then mean what they meant', async () => {
    const plain = await project.node(['mixed.cjs'])
    const routed = await project.node([...PRELOAD, 'mixed.cjs'], ALL_FAST)
    expect(routed.result).toEqual(plain.result)
  })
})
