import { chains } from '../chain.js'

/** What a builder's test suite asks of selects. */
export const SUITE_SELECTS = chains({
  'adding selects': (k) => k.select('foo').select('bar').select(['baz', 'boom']).from('users'),
  'a basic alias': (k) => k.select('foo as bar').from('users'),
  'alias keys': (k) => k.select({ bar: 'foo', qux: 'users.baz' }).from('users'),
  'alias keys beside others': (k) => k.select(['baz', { bar: 'foo' }, 'qux as quux']).from({ u: 'users' }),
  'a trimmed alias': (k) => k.select(' foo   as bar ').from('users'),
  'an alias with a dot': (k) => k.select('foo as bar.baz').from('users'),
  'a table wrapped with its schema': (k) => k.select('*').from('public.users'),
  'select false': (k) => k('users').select(false),
  'select distinct, several times': (k) => k.distinct().select('foo', 'bar').distinct('baz').from('users'),
  'where with a date': (k) => k('users').where('birthday', '>=', new Date(Date.UTC(2015, 0, 1))),
  'where of a raw date': (k) => k('users').where(k.raw('birthday >= ?', [new Date(0)])),
  'where equal to 0 and the empty text': (k) => k('users').where('id', '=', 0).where('name', ''),
  'where, a number for a text': (k) => k('users').where('id', '1').where({ id: 1 }),
  'where not with an object': (k) =>
    k('users').whereNot({ first: 'Test', last: 'User' }).whereNot('id', '>', 1),
  'where not nested': (k) =>
    k('users')
      .whereNot((q) => q.where('a', 1).whereNot('b', 2))
      .orWhereNot((q) => q.where('c', 3)),
  'where bool': (k) => k('users').where(true).where(false).orWhere(true),
  'or where with an object': (k) => k('users').where('id', 1).orWhere({ email: 'foo', id: 2 }),
  'where in with many': (k) =>
    k('users').whereIn('id', [1, 2, 3]).orWhereIn('id', [4, 5]).whereNotIn('id', [6]),
  'where in with a null among': (k) => k('users').whereIn('id', [1, null, 2]),
  'where in columns of a join': (k) =>
    k('users')
      .join('o', 'o.id', 'users.id')
      .whereIn(['users.a', 'o.b'], [[1, 2]]),
  'where nested and then not': (k) =>
    k('users')
      .where('email', 'foo')
      .orWhere((q) => q.where('name', 'bar').where('age', 25))
      .andWhereNot('x', 1),
  'nested wheres cleared': (k) =>
    k('users')
      .where('a', 1)
      .orWhere((q) => q.where('b', 2).clearWhere().where('c', 3)),
  'where exists of a builder and raw': (k) =>
    k('orders').whereExists(
      k('products').select(k.raw('*')).where('products.id', '=', k.raw('"orders"."id"')),
    ),
  'where a sub select': (k) =>
    k('users')
      .where('email', 'foo')
      .orWhere('id', '=', (q) => q.select(k.raw('max(id)')).from('users').where('email', 'bar')),
  'where a column of another': (k) => k('users').whereColumn('first', 'last').orWhereColumn({ a: 'b' }),
  'sub selects, four deep': (k) =>
    k('a').whereIn('x', (q) =>
      q
        .from('b')
        .select('x')
        .whereIn('y', (r) =>
          r
            .from('c')
            .select('y')
            .whereIn('z', (s) => s.from('d').select('z')),
        ),
    ),
  'group bys': (k) => k('users').groupBy('id', 'email').groupBy(['name']).groupByRaw('a, b'),
  'group by with rollup': (k) => k('users').groupByRaw('id, email with rollup'),
  'order bys': (k) =>
    k('users')
      .orderBy('email')
      .orderBy('age', 'desc')
      .orderBy(['a', { column: 'b', order: 'asc' }]),
  'order by of an invalid direction': (k) =>
    k('users')
      .orderBy('email', 'SELECT 1')
      .orderBy([{ column: 'a', order: 'x; drop' }]),
  'order by raw after order by': (k) =>
    k('users').orderBy('email').orderByRaw('?? NULLS LAST', ['age']).orderByRaw('?', [1]),
  havings: (k) => k('users').having('email', '>', 1).orHaving('email', '=', 'test').having('b', '<', 3),
  'nested havings': (k) =>
    k('users')
      .having((q) => q.where('email', '>', 1).orWhere('email', '=', 7))
      .orHaving((q) => q.where('a', 1)),
  'raw havings': (k) =>
    k('users')
      .having(k.raw('user_foo < user_bar'))
      .orHaving(k.raw('a = ?', [1]))
      .orHavingRaw('b = 2'),
  'having between and in': (k) =>
    k('users').havingBetween('baz', [5, 10]).havingIn('a', [5, 10, 37]).havingNotIn('b', [1]),
  'limits and offsets': (k) => k('users').offset(5).limit(10),
  'a limit as a text that is a number': (k) => k('users').limit('10').offset('0'),
  unions: (k) =>
    k('users')
      .where('id', 1)
      .union((q) => q.from('users').where('id', 2))
      .union((q) => q.from('users').where('id', 3)),
  'unions, wrapped, of raws and builders': (k) =>
    k('users')
      .whereIn('id', [1])
      .union([k.raw('select * from users where id = ?', [2]), k('users').where('id', 3)], true),
  'unions, ordered within': (k) =>
    k('users')
      .unionAll((q) => q.from('x').orderBy('a').limit(1), true)
      .unionAll((q) => q.from('y').limit(2), true)
      .limit(3),
  'intersects of many': (k) => k('users').intersect([(q) => q.from('a'), (q) => q.from('b').where('c', 1)]),
  excepts: (k) => k('users').except(k('a'), k('b').where('c', 1), (q) => q.from('d')),
  aggregates: (k) => k('users').count().count('* as all').max('price').sum('items').min('a as b').avg('c'),
  'aggregates with several aliases': (k) => k('users').count({ a: 'x', b: 'y' }).max({ c: 'users.z' }),
  'distinct counts with aliases': (k) =>
    k('users')
      .countDistinct('foo', 'bar')
      .countDistinct({ alias: ['a', 'b'] }),
  'with, nested and chained': (k) =>
    k
      .with('a', (q) => q.with('b', (r) => r.from('users').where('x', 1)).from('b'))
      .with('c', k.raw('select ? as d', [1]))
      .select('*')
      .from('a')
      .unionAll(k('c')),
  'with in a join and a where': (k) =>
    k.with('a', k('u').where('b', 1)).from('t').join('a', 'a.id', 't.id').whereIn('t.c', k('a').select('c')),
  'operators transformed': (k) => k('users').where('id', '?', 1).where('id', '?|', 2).where('id', '?&', 3),
  'raws with marks in operators': (k) =>
    k('users')
      .whereRaw('?? \\? ?', ['data', 'key'])
      .where(k.raw('a \\?& ?', [['x']])),
  'a value with marks': (k) => k('users').where('id', '=', 'a ? b ?? c $1').whereIn('x', ['?', ':a']),
  'fromRaw and joinRaw': (k) =>
    k
      .select('*')
      .fromRaw('(select * from users where age > ?) as u', [18])
      .joinRaw('natural full join table1')
      .where('id', 1),
  'everything at once, twice': (k) =>
    k('a')
      .whereIn(
        'b',
        k('a').select('b').join('c', 'c.id', 'a.id').where('d', 1).groupBy('b').having('e', '>', 2).limit(3),
      )
      .join('c', (j) => j.on('c.id', 'a.id').onIn('c.x', [4, 5]))
      .where('f', 6)
      .groupBy('g')
      .havingRaw('h = ?', [7])
      .orderBy('i')
      .limit(8),
})
