import { chains } from '../chain.js'

/** What a builder's test suite asks of joins and of what writes. */
export const SUITE_WRITES = chains({
  'a join of two conditions': (k) =>
    k('users').join('contacts', 'users.id', '=', 'contacts.id').leftJoin('photos', 'users.id', 'photos.id'),
  'a join of a number': (k) => k('users').join('photos', 'photos.id', 0),
  'a join of null': (k) => k('users').join('photos', k.raw('photos.id is null')),
  'a join of or': (k) =>
    k('users').join('contacts', (j) =>
      j.on('users.id', '=', 'contacts.id').orOn('users.name', '=', 'contacts.name'),
    ),
  'a join of nested conditions': (k) =>
    k('users').join('contacts', (j) =>
      j
        .on((g) => g.on('a', '=', 'b').orOn('c', '=', 'd'))
        .andOn((g) => g.on('e', 'f').orOn((h) => h.on('g', 'h'))),
    ),
  'a join of raws': (k) =>
    k('users').join('contacts', (j) => j.on('users.id', '=', k.raw('1')).on(k.raw('?? > ?', ['a', 2]))),
  'a join of a sub query of raws': (k) =>
    k('users')
      .join(k.raw('(select * from contacts where id = ?) as c', [1]), 'c.id', 'users.id')
      .where('x', 2),
  'joins under a schema': (k) =>
    k('users')
      .withSchema('app')
      .leftJoin('contacts as c', 'c.id', 'users.id')
      .rightJoin('app2.x', 'x.id', 'c.id'),
  'a cross join with conditions after': (k) =>
    k('users').crossJoin('contracts').crossJoin('photos').where('a', 1),
  'a full outer join by conditions': (k) =>
    k('users').fullOuterJoin('contacts', { 'users.id': 'contacts.id', 'a.b': 'c.d' }),
  'a join of in and null': (k) =>
    k('users').join('contacts', (j) =>
      j.on('users.id', 'contacts.id').onIn('contacts.id', [7, 15, 23]).onNotNull('users.x'),
    ),
  'a join of a select': (k) =>
    k('users').join('contacts', (j) =>
      j.on('users.id', '=', k.select('id').from('c').where('x', 1).limit(1)),
    ),
  'an insert, its keys sorted': (k) =>
    k('users').insert({ email: 'foo', active: true, Zip: 1, _a: 2, name: null }),
  'inserts of many': (k) =>
    k('users').insert(
      [
        { email: 'foo', name: 'taylor' },
        { name: 'dayle', email: 'bar' },
      ],
      'id',
    ),
  'inserts with keys that come and go': (k) =>
    k('table').insert([{ a: 1 }, { b: 2 }, { a: 2, c: 3 }, { d: [4], b: undefined }]),
  'an insert with a raw key order': (k) =>
    k(k.raw('recipients (recipient_id, email)')).insert(k.select('id', k.raw('?', ['x@y'])).from('t')),
  'an insert of a select without a match': (k) =>
    k(k.raw('recipients (recipient_id, email)')).insert(
      k
        .select(k.raw('?, ?', [1, 'a@b']))
        .whereNotExists((q) => q.select(1).from('recipients').where('recipient_id', 1)),
    ),
  'an insert of a JSON list': (k) => k('t').insert({ a: JSON.stringify([1, { b: 2 }]), c: [[1, 2], [3]] }),
  'an insert of dates and times': (k) =>
    k('t').insert({ a: new Date(Date.UTC(2000, 1, 29)), b: '2000-02-29', c: k.fn.now(6) }),
  'an insert with odd values': (k) =>
    k('t').insert({ a: '?', b: '$1', c: "';--", d: '\\', e: ':x', f: '\u0000' }),
  'an insert that ignores': (k) =>
    k('users').insert({ email: 'foo' }).onConflict('email').ignore().returning('id'),
  'an insert that merges an odd name': (k) =>
    k('users').insert({ 'e mail': 'foo', name: 'x' }).onConflict('e mail').merge(['name']),
  'an insert that merges raws': (k) =>
    k('users')
      .insert({ email: 'foo' })
      .onConflict(['email', 'type'])
      .merge({ n: k.raw('?? + excluded.??', ['users.n', 'n']), at: k.fn.now() }),
  'an insert that merges where raw': (k) =>
    k('users')
      .insert({ email: 'foo', name: 'x' })
      .onConflict('email')
      .merge({ name: 'y' })
      .whereRaw('users.at < ?', [new Date(0)]),
  'an update of many': (k) => k('users').where('id', 1).update({ email: 'foo', name: 'bar' }),
  'an update of a key and a value': (k) =>
    k('users').where('id', '=', 1).update('email', 'foo', ['id', 'email']),
  'an update with joins': (k) =>
    k('users')
      .join('orders', 'users.id', 'orders.user_id')
      .where('users.id', 1)
      .update({ email: 'foo', name: 'bar' }),
  'an update with order and limit': (k) =>
    k('users').where('id', 1).orderBy('foo', 'desc').limit(5).update({ email: 'foo' }),
  'an update with a raw': (k) =>
    k('users')
      .where('id', 1)
      .update({ email: k.raw('foo'), name: k.raw('?', ['bar']) }),
  'an update of counters and more': (k) =>
    k('users').where('id', 1).increment('balance', 10).update({ email: 'foo' }).decrement('times', 2),
  'counters, the last one wins': (k) =>
    k('users').increment({ balance: 10, times: 1 }).increment('balance', -5).decrement({ times: 3 }),
  'an update of a sub select': (k) =>
    k('users').update({ total: k('orders').sum('total').whereColumn('orders.user_id', 'users.id') }),
  'a delete': (k) => k('users').where('email', '=', 'foo').delete(),
  'a delete of a sub select': (k) =>
    k('users')
      .whereIn('id', (q) => q.from('gone').select('id').where('at', '<', 5))
      .del(),
  'a delete with several joins': (k) =>
    k('users')
      .join('photos', 'photos.id', 'users.id')
      .leftJoin('x', 'x.id', 'photos.x')
      .where({ 'users.email': 'mock' })
      .del(),
  'a delete by a raw': (k) => k('users').whereRaw('id in (?, ?)', [1, 2]).del(['id', 'name']),
  'a truncate of a schema': (k) => k('users').withSchema('app').truncate(),
  locks: (k) => k('foo').where('bar', '=', 'baz').forUpdate('lo', 'rem').noWait(),
  'locks for share': (k) => k('foo').where('bar', '=', 'baz').forShare(['x']).skipLocked(),
  'a sub select of an insert': (k) =>
    k('t').insert({ a: k.select('b').from('u').where('c', 1).limit(1), d: 2 }),
  'a timeout, options and a comment': (k) =>
    k('t').insert({ a: 1 }).timeout(7).options({ name: 'n' }).comment('c'),
})
