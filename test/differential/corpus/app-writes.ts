import { chains } from '../chain.js'

const ROWS = Array.from({ length: 25 }, (_, i) => ({
  sku: `s${i}`,
  qty: i,
  attrs: { size: i },
  at: new Date(i),
}))

/** As applications write: in bulk, and idempotently. */
export const APP_WRITES = chains({
  'a user': (k) => k('users').insert({ name: 'Ann', email: 'a@b.c', created_at: k.fn.now() }).returning('*'),
  'rows in bulk': (k) => k('stock').insert(ROWS),
  'rows in bulk, ids back': (k) => k('stock').insert(ROWS, ['id', 'sku']),
  'rows in bulk, merged': (k) => k('stock').insert(ROWS).onConflict('sku').merge(),
  'rows in bulk, some columns merged': (k) =>
    k('stock').insert(ROWS).onConflict(['sku']).merge(['qty', 'at']),
  'rows in bulk, new ones only': (k) => k('stock').insert(ROWS).onConflict('sku').ignore(),
  'merged if newer': (k) =>
    k('stock').insert(ROWS[0]).onConflict('sku').merge().where('stock.at', '<', new Date(5)),
  'counted up on conflict': (k) =>
    k('hits')
      .insert({ page: '/', n: 1 })
      .onConflict('page')
      .merge({ n: k.raw('?? + ?', ['hits.n', 1]) }),
  'counted up on conflict, excluded': (k) =>
    k('hits')
      .insert({ page: '/', n: 3 })
      .onConflict('page')
      .merge({ n: k.raw('hits.n + excluded.n'), at: new Date(0) }),
  'a key and its value': (k) =>
    k('kv')
      .insert({ key: 'a', value: JSON.stringify({ x: 1 }) })
      .onConflict('key')
      .merge(['value']),
  'a setting of each kind': (k) =>
    k('settings')
      .insert([
        { k: 'a', v: 'x' },
        { k: 'b', v: '1' },
      ])
      .onConflict('k')
      .merge()
      .returning('k'),
  'if not there yet': (k) =>
    k(k.raw('?? (??)', ['tags', 'name'])).insert(
      k.select(k.raw('?', ['red'])).whereNotExists(k('tags').select(1).where('name', 'red')),
    ),
  'copied from another table': (k) =>
    k(k.raw('?? (??, ??)', ['archive', 'id', 'data'])).insert(
      k('events').select('id', 'data').where('at', '<', new Date(0)),
    ),
  'copied with a new owner': (k) =>
    k(k.raw('files (name, owner)')).insert(
      k('files')
        .select('name', k.raw('? as owner', [2]))
        .where('owner', 1),
    ),
  'moved by a CTE': (k) =>
    k('archive')
      .with('moved', k('events').where('at', '<', new Date(0)).del().returning('*'))
      .insert(k.select('*').from('moved')),
  'many to many': (k) => k('post_tags').insert([1, 2, 3].map((tag_id) => ({ post_id: 9, tag_id }))),
  'many to many, those that are gone': (k) =>
    k('post_tags').where('post_id', 9).whereNotIn('tag_id', [1, 2]).del(),
  'a default where undefined': (k) => k('users').insert({ name: 'x', role: undefined, score: null }),
  'a patch': (k) =>
    k('users').where('id', 1).update({ name: 'x', phone: undefined, note: null }).returning(['id', 'name']),
  'a JSON column, patched': (k) =>
    k('users')
      .where('id', 1)
      .update({ prefs: k.raw('?? || ?::jsonb', ['prefs', JSON.stringify({ dark: true })]) }),
  'a JSON column, set within': (k) =>
    k('users')
      .where('id', 1)
      .update({ prefs: k.raw('jsonb_set(??, ?, ?)', ['prefs', '{dark}', 'true']) }),
  'a list, appended to': (k) =>
    k('users')
      .where('id', 1)
      .update({ tags: k.raw('array_append(tags, ?)', ['x']) }),
  'positions, shifted': (k) => k('items').where('list', 1).where('pos', '>=', 4).increment('pos', 1),
  'positions, set by a case': (k) =>
    k('items')
      .whereIn('id', [1, 2])
      .update({ pos: k.raw('case id when ? then ? when ? then ? end', [1, 10, 2, 20]) }),
  'from values': (k) =>
    k('items')
      .updateFrom(k.raw('(values (?, ?), (?, ?)) as v(id, pos)', [1, 10, 2, 20]))
      .update({ pos: k.raw('v.pos') })
      .whereRaw('v.id = items.id'),
  'from another table': (k) =>
    k('orders as o')
      .updateFrom('customers as c')
      .update({ name: k.ref('c.name') })
      .whereRaw('c.id = o.customer_id'),
  'from a joined table, MySQL': (k) =>
    k('orders')
      .join('customers', 'customers.id', 'orders.customer_id')
      .update({ 'orders.name': k.ref('customers.name') }),
  'a denormalised count': (k) =>
    k('posts')
      .where('id', 1)
      .update({ comments: k('comments').count('*').where('post_id', 1) }),
  'duplicates, removed': (k) => k('emails').whereNotIn('id', k('emails').min('id').groupBy('address')).del(),
  'orphans, removed': (k) =>
    k('items').whereNotExists(k('lists').whereColumn('lists.id', 'items.list')).del(),
  'children of a joined parent, removed': (k) =>
    k('items').join('lists', 'lists.id', 'items.list').where('lists.gone', true).del(),
  'outbox entries, sent': (k) =>
    k('outbox')
      .whereIn('id', [1, 2, 3])
      .whereNull('sent_at')
      .update({ sent_at: new Date(0) }),
  'a migration that is done': (k) =>
    k('knex_migrations').insert({ name: '001.js', batch: 1, migration_time: new Date(0) }),
  'the lock of migrations': (k) =>
    k('knex_migrations_lock').where('is_locked', '=', 0).update({ is_locked: 1 }),
})
