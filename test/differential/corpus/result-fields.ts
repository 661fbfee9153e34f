import { chains } from '../chain.js'

export const RESULT_FIELDS = chains({
  'options, timeout and as': (k) =>
    k('t').options({ rowMode: 'array' }).options({ name: 'x' }).timeout(100).as('zz'),
  'options that override': (k) => k('t').options({ a: 1, b: 2 }).options({ b: 3 }).options(),
  'a timeout that is none': (k) => k('t').timeout(0).timeout(-5).timeout('7'),
  'a timeout that cancels': (k) => k('t').timeout(5, { cancel: true }),
  'a timeout of an insert': (k) => k('t').insert({ a: 1 }).timeout(5).options({ x: 1 }),
  'a timeout of an update and of a delete': (k) => k('t').where('a', 1).update({ b: 2 }).timeout(5),
  'a timeout of a delete': (k) => k('t').where('a', 1).del().timeout(5).options({ x: 1 }),
  'an alias of a first': (k) => k('t').first().as('x'),
  'an alias of a pluck': (k) => k('t').pluck('a').as('x'),
  'an alias of an insert, an update, a delete': (k) => k('t').where('a', 1).del().as('x'),
  'an alias that is empty': (k) => k('t').as('').as(null),
  'an alias that is a raw': (k) => k('t').as(k.raw('x')),
  'a pluck with several dots': (k) => k('t').pluck('s.t.a'),
  'a pluck without dots': (k) => k('t').pluck('a'),
  debug: (k) => k('t').debug(true).where('a', 1),
  'debug off': (k) => k('t').debug(false).where('a', 1),
  'a returning list is handed on': (k) => k('t').insert({ a: 1 }).returning(['id', 'a as b']),
  'a returning text is handed on': (k) => k('t').insert({ a: 1 }).returning('id'),
  'a returning star': (k) => k('t').where('a', 1).update({ b: 2 }).returning('*'),
  'a returning of a delete': (k) => k('t').where('a', 1).del('id'),
  'method first, no limit of its own': (k) => k('t').limit(5).first('a'),
})
