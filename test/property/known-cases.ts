import type { Untyped } from '../differential/pair.js'
import type { Query } from './both.js'
import type { Afterwards, Arg, Setup } from './chain.js'

/*
 * Every chain that ever came out differently, as small as it was found. A failing property prints its chain in this form:
 * name what it shows, and keep it here. Two that were taken for one go to the pairs below.
 */

/** A named chain, to be built on every dialect. */
export interface KnownCase extends Query {
  readonly name: string
}

interface Options {
  readonly setup?: Setup
  readonly afterwards?: Afterwards
}

/** A chain in code. A callback that is `counted` has to run as often for fast as for Knex. */
type Code = (db: Untyped, counted: (callback: (builder: Untyped) => unknown) => Untyped) => Untyped

/** Stands for every callback of a case. */
const CALLBACK: Arg = { kind: 'callback', steps: [] }

function known(name: string, code: Code, options: Options = {}): KnownCase {
  const build: Query['build'] = (db, calls) =>
    code(db, (callback) => (builder: Untyped) => {
      calls.push(CALLBACK)
      callback(builder)
    })
  return { name, build, setup: 'usual', afterwards: 'nothing', ...options }
}

/** Two chains that were once taken for one: the second is built when the first has a plan. */
export interface KnownPair {
  readonly name: string
  readonly first: Query
  readonly second: Query
}

function pair(name: string, first: Code, second: Code): KnownPair {
  return { name, first: known(name, first), second: known(name, second) }
}

export const KNOWN_CASES: readonly KnownCase[] = [
  // What an update and a merge are made of.
  known('a table that is an object without a key', (db) => db.from({})),
  known('an update drops a column that is named like what all objects have', (db) =>
    db.from('t').update({ constructor: 1, id: 1 }),
  ),
  known('so does a merge', (db) =>
    db.from('t').insert({ id: 1 }).onConflict('id').merge({ constructor: 1, id: 1 }),
  ),
  known('so does a counter', (db) => db.from('t').increment({ a: 1, constructor: 1 })),
  known('a counter whose column looks like a number comes first', (db) =>
    db.from('t').update({ a: 1 }).decrement({ '10': 1 }),
  ),
  known('only some dialects update `only`', (db) => db.from('t', { only: true }).update({ a: 1 })),
  known('a counter of a column that is updated anyway is warned of once', (db) =>
    db.from('t').update({ a: 1 }).increment('a'),
  ),

  // Lists of lists.
  known('an empty list within the list of a join', (db) =>
    db.from('t').join('u', (j: Untyped) => j.onIn('a', [[]])),
  ),
  known('an empty list within the list of a having', (db) => db.from('t').havingIn('a', [[]])),
  known('a having of no columns', (db) => db.from('t').havingIn([], ['a'])),

  // Callbacks, and what they log.
  known('a group without a condition', (db, counted) => db.from('t').whereNot(counted(() => {}))),
  known('a callback that makes Knex warn', (db, counted) =>
    db.from('t').where(counted((b) => b.whereNot('a', 'in', [1]))),
  ),
  known('a callback that makes Knex warn of a limit', (db, counted) =>
    db.from('t').whereExists(counted((b) => b.from('u').limit(null))),
  ),
  known('a returning that the dialect only warns of', (db) => db.from('t').insert({ a: 1 }, 'id')),
  known('a returning that this version only warns of', (db) => db.from('t').update({ a: 1 }, 'id'), {
    setup: 'old',
  }),
  known('a returning that makes no sense in a select', (db) => db.from('t').returning('id')),
  known('a returning of a delete with a join', (db) =>
    db.from('t').join('u', 'u.id', 't.id').del().returning('id'),
  ),

  known('a raw that Knex writes as a text, with a callback in it', (db, counted) =>
    db.from('t').joinRaw(db.raw('?', [db.from('u').whereExists(counted((b) => b.from('v')))])),
  ),
  known('a raw that Knex writes as a text in a window, with a callback in it', (db, counted) =>
    db.from('t').denseRank(
      'a',
      db.raw('order by ?', [
        db
          .from('u')
          .select('b')
          .where(counted((b) => b.where('c', 1))),
      ]),
    ),
  ),
  known('a callback in the place of the name of a with', (db, counted) =>
    db.from('t').withWrapped(counted((b) => b.from('u'))),
  ),
  known(
    'an update of nothing, whose table belongs to another dialect meanwhile',
    (db) => db.from(db.ref('a')).increment('b').clearCounters(),
    { afterwards: 'elsewhere' },
  ),
  known('a callback in the conflict of an insert of nothing', (db, counted) =>
    db
      .from('t')
      .insert(null)
      .onConflict('a')
      .merge({ a: counted((b) => b.from('u')) })
      .where(counted((b) => b.where('c', 1))),
  ),
  known('a callback in the returning of an insert of nothing', (db, counted) =>
    db
      .from('t')
      .insert(null)
      .returning([db.raw('f(?)', [db.from('u').where(counted((b) => b.where('c', 1)))])]),
  ),

  // Unions ask for the table first.
  known('a table with bindings, columns with bindings, and a union', (db) =>
    db
      .from(db.raw('f(?)', ['in the table']))
      .select(db.raw('?', ['in the column']))
      .union(db.from('u')),
  ),
  known('a table with bindings, a limit and a union', (db) =>
    db
      .from(db.raw('f(?)', ['in the table']))
      .limit(1)
      .except(db.from('u')),
  ),
  known('a union without a table compiles no columns', (db, counted) =>
    db
      .queryBuilder()
      .distinct({ id: counted((b) => b.from('u')) })
      .unionAll(db.from('v')),
  ),
  known('a union without a table, with bindings before and after', (db) =>
    db
      .queryBuilder()
      .union(db.from('u'))
      .with('w', db.from('v').where('x', 1))
      .join('a', 'a', db.from('v').where('y', 2)),
  ),

  // Inserts that come to nothing.
  known('an insert of nothing keeps the bindings of its with', (db) =>
    db.with('w', db.from('u').where('a', 1)).from('t').insert(null),
  ),
  known('an insert of empty rows keeps the bindings of its with', (db) =>
    db.with('w', db.from('u').where('a', 1)).from('t').insert([{}, {}]),
  ),
  known('an insert of nothing keeps the bindings of its returning', (db) =>
    db
      .from('t')
      .insert([null])
      .returning([db.raw('f(?)', ['v'])]),
  ),
  known('an insert of nothing keeps the bindings of what its triggers may modify', (db) =>
    db
      .from('t')
      .insert(undefined)
      .returning([db.raw('f(?)', ['v'])], { includeTriggerModifications: true }),
  ),
  known('an insert of a query keeps the bindings of its returning', (db) =>
    db
      .from('t')
      .insert(db.from('u'))
      .returning([db.raw('f(?)', ['v'])]),
  ),
  known('a callback is a function that Knex calls for other ends too', (db) =>
    db
      .from({ id: db.queryBuilder().orderByRaw(db.raw(':v is null', {})) })
      .groupBy(Object.prototype.toString),
  ),
  known('a question about columns that would return what it cannot', (db) =>
    db.from('t').columnInfo('a').returning('b'),
  ),
  known('an insert ignored behind another', (db) =>
    db
      .queryBuilder()
      .with('a', db.queryBuilder().insert({ a: 1 }))
      .insert({ b: 2 })
      .onConflict('a')
      .ignore(),
  ),
  known('an insert of nothing behind a common table expression', (db) =>
    db
      .queryBuilder()
      .with('a', db.queryBuilder().insert({ a: 4 }))
      .upsert(1),
  ),
  known('a common table expression of an insert of nothing', (db) =>
    db.queryBuilder().with('a', db.queryBuilder().insert(1)),
  ),
  known(
    'an offset without a limit in a query that is refused',
    (db) => db.from(db.queryBuilder().forUpdate('a').skipLocked()).offset(4),
    { afterwards: 'elsewhere' },
  ),
  known('rows end where one is missing', (db) =>
    db
      .from('t')
      .insert([{ a: 1 }, null])
      .onConflict('a')
      .merge(),
  ),
  known('a raw insert and the where of its merge', (db, counted) =>
    db
      .from('t')
      .insert(db.raw('x'))
      .onConflict('a')
      .merge({ a: 1 })
      .where(counted((b) => b.where('b', 1))),
  ),

  // Empty names, and what else is falsy.
  known('a pluck of nothing', (db) => db.from('t').pluck('')),
  known('a JSON column without a name', (db) => db.from('t').jsonExtract('', '$.a')),

  known('an update of what it finds under `__proto__`', (db) =>
    db.from('t').update({ id: 1, ['__proto__']: { j: 1 } }),
  ),
  known('an order by an object without a key, in a union without a table', (db) =>
    db
      .queryBuilder()
      .unionAll([db.from('u').whereBetween(db.raw('f(:v)', {}), [1, 2])])
      .orderBy({}),
  ),
  known('a description of the columns', (db) => db.from('t').columnInfo()),
  known('a description of one column', (db) => db.from('t').columnInfo('a')),
]

export const KNOWN_PAIRS: readonly KnownPair[] = [
  pair(
    'a raw text, and a list with that text',
    (db) => db.from('t').groupByRaw('rollup(?)', ['a']),
    (db) => db.from('t').groupByRaw(['rollup(?)'], ['a']),
  ),
  pair(
    'a raw text, and a raw with that text, given bindings',
    (db) => db.from('t').joinRaw('join u on u.a = ?', [1]),
    (db) => db.from('t').joinRaw(db.raw('join u on u.a = ?'), [1]),
  ),
  pair(
    'a JSON value that is no single one, and one that looks like it',
    (db) => db.from('t').jsonExtract('a', '$.b', 'x', false),
    (db) => db.from('t').jsonExtract('a', '$.b', 'x', [false]),
  ),
  pair(
    'a JSON path, and an empty one',
    (db) => db.from('t').jsonExtract('a', '$.b'),
    (db) => db.from('t').jsonExtract('a', ''),
  ),
  pair(
    'a place for nulls, and a list with it',
    (db) => db.from('t').orderBy('a', 'asc', 'last'),
    (db) => db.from('t').orderBy('a', 'asc', ['last']),
  ),
  pair(
    'a place for nulls of one of several columns, and a list with it',
    (db) => db.from('t').orderBy([{ column: 'a', nulls: 'first' }]),
    (db) => db.from('t').orderBy([{ column: 'a', nulls: ['first'] }]),
  ),
  ...[undefined, null, 0].map((nothing) =>
    pair(
      `a pluck of an empty name, and of ${nothing}`,
      (db) => db.from('t').pluck(''),
      (db) => db.from('t').pluck(nothing),
    ),
  ),
  pair(
    'a pluck of an empty name, and of a raw',
    (db) => db.from('t').pluck(''),
    (db) => db.from('t').pluck(db.raw('a')),
  ),
  pair(
    'an update with a number under `__proto__`, and with a list',
    (db) => db.from('t').update({ a: 1, ['__proto__']: 1 }),
    (db) => db.from('t').update({ a: 1, ['__proto__']: [1] }),
  ),
]
