import { chains } from '../chain.js'

export const COLUMN_INFO = chains({
  'a table': (k) => k('t').columnInfo(),
  'a table in capitals': (k) => k('TaB').columnInfo(),
  'one column': (k) => k('t').columnInfo('a'),
  'a column that is not there': (k) => k('t').columnInfo('nope'),
  'a column named like a method': (k) => k('t').columnInfo('constructor'),
  'with a schema': (k) => k('t').withSchema('S').columnInfo(),
  'one column, with a schema': (k) => k('t').withSchema('s').columnInfo('a'),
  'a dotted name': (k) => k('s.t').columnInfo(),
  'a name with a quote': (k) => k('t`"\'x').columnInfo(),
  'with conditions, which Knex ignores': (k) => k('t').where('a', 1).limit(2).columnInfo(),
  'with options and a timeout': (k) => k('t').options({ x: 1 }).timeout(5).columnInfo('a'),
  'a raw for a table': (k) => k(k.raw('t')).columnInfo(),
})
