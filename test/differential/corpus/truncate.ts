import { chains } from '../chain.js'

export const TRUNCATE = chains({
  'a table': (k) => k('t').truncate(),
  'by its name': (k) => k.queryBuilder().truncate('t'),
  'with a schema': (k) => k('t').withSchema('s').truncate(),
  'a dotted name in capitals': (k) => k('S.Tab').truncate(),
  'an alias': (k) => k('t as x').truncate(),
  'a raw': (k) => k(k.raw('t')).truncate(),
  'a name with a quote': (k) => k("it's").truncate(),
  'with columns and an order, which Knex ignores': (k) => k('t').select('a').orderBy('b').truncate(),
  'with options and a timeout': (k) => k('t').options({ x: 1 }).timeout(5).truncate(),
  'with a CTE, which Knex ignores': (k) => k('t').with('x', k('u').where('a', 1)).truncate(),
})
