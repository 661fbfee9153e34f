import { chains } from '../chain.js'

export const COUNTERS = chains({
  'up and down': (k) => k('t').where('id', 1).increment('a').decrement({ b: 2, c: -3 }),
  'beside values': (k) => k('t').where('id', 1).update({ d: 1 }).increment('a', 5).returning('a'),
  'one up': (k) => k('t').increment('a'),
  'one down': (k) => k('t').decrement('a', 2).where('id', 1),
  'several at once': (k) => k('t').increment({ a: 1, b: 2 }).decrement('c', 3),
  'the same twice': (k) => k('t').increment('a', 1).increment('a', 2).decrement('a', 3),
  nothing: (k) => k('t').increment('a', 0).decrement('b', 0),
  'fractions and texts': (k) => k('t').increment('a', 1.5).increment('b', '2').decrement('c', '3.25'),
  'what is no number': (k) => k('t').increment('a', 'many'),
  'a negative increment': (k) => k('t').increment('a', -2).decrement('b', -3),
  'a column that is set too, which Knex tells': (k) =>
    k('t').update({ a: 1 }).increment('a', 2).increment('b', 3),
  'a column that is set to undefined': (k) => k('t').update({ a: undefined, b: 1 }).increment('a', 2),
  'an empty object': (k) => k('t').update({ b: 1 }).increment({}),
  cleared: (k) => k('t').update({ b: 1 }).increment('a', 2).clearCounters(),
  'cleared by name': (k) => k('t').update({ b: 1 }).increment('a', 2).clear('counters'),
  'cleared, then again': (k) => k('t').increment('a', 2).clearCounters().increment('b', 3),
  qualified: (k) => k('t').increment('t.a', 1),
  'odd names': (k) => k('t').increment('a b', 1).increment('c"d', 2),
  'with a join, an order, a limit': (k) =>
    k('t').join('u', 'u.id', 't.id').where('u.a', 1).orderBy('t.b').limit(2).increment('t.c', 3),
  'with conditions of every kind': (k) =>
    k('t')
      .whereIn('id', [1, 2])
      .orWhere((q) => q.whereNull('b'))
      .increment('a'),
  'beside raws and queries': (k) =>
    k('t')
      .update({ x: k.raw('? + 1', [1]), y: k('u').max('z') })
      .increment('a', 2),
  'of a table with a schema': (k) => k('t').withSchema('s').increment('a'),
  'named like a number': (k) => k('t').update({ 2: 'b' }).increment('1', 2),
})
