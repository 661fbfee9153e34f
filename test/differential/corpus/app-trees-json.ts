import { chains } from '../chain.js'

/** As applications walk trees, chain CTEs and read JSON. */
export const APP_TREES_JSON = chains({
  'all below a node': (k) =>
    k
      .withRecursive('below', (q) =>
        q
          .select('id', 'parent_id', k.raw('0 as depth'))
          .from('nodes')
          .where('id', 1)
          .unionAll((r) =>
            r
              .select('n.id', 'n.parent_id', k.raw('b.depth + 1'))
              .from('nodes as n')
              .join('below as b', 'b.id', 'n.parent_id')
              .where('b.depth', '<', 10),
          ),
      )
      .select('*')
      .from('below')
      .orderBy('depth'),
  'all above a node': (k) =>
    k('above').withRecursive('above', ['id', 'parent'], (q) =>
      q
        .from('nodes')
        .select('id', 'parent_id')
        .where('id', 9)
        .union((r) =>
          r.from('nodes as n').select('n.id', 'n.parent_id').join('above as a', 'a.parent', '=', 'n.id'),
        ),
    ),
  'a path of a tree': (k) => k('categories').whereRaw('path <@ ?', ['top.science']).orderBy('path'),
  'a tree, deleted': (k) =>
    k('nodes')
      .withRecursive(
        'x',
        k('nodes')
          .select('id')
          .where('id', 1)
          .unionAll(k('nodes').select('nodes.id').join('x', 'x.id', 'nodes.parent_id')),
      )
      .whereIn('id', k('x').select('id'))
      .del(),
  'a pipeline of CTEs': (k) =>
    k
      .with('raw_events', k('events').where('at', '>', new Date(0)))
      .with('per_user', (q) => q.from('raw_events').select('user_id').count('* as n').groupBy('user_id'))
      .with('ranked', (q) =>
        q
          .from('per_user')
          .select('*')
          .rank('place', [{ column: 'n', order: 'desc' }]),
      )
      .from('ranked')
      .where('place', '<=', 3)
      .select('user_id', 'n'),
  'a materialized part': (k) =>
    k.withMaterialized('big', k('events').where('kind', 'x')).from('big').whereIn('id', k('big').max('id')),
  'a CTE used twice': (k) =>
    k('a as x')
      .with('a', k('t').where('b', 1))
      .join('a as y', 'y.id', 'x.parent')
      .select({ x: 'x.id', y: 'y.id' }),
  'a CTE of values': (k) =>
    k
      .with('v', ['id', 'n'], k.raw('values (?::int, ?), (?, ?)', [1, 'a', 2, 'b']))
      .from('v')
      .join('t', 't.id', 'v.id'),
  'the first three of each': (k) =>
    k
      .with(
        'r',
        k('posts')
          .select('*')
          .rowNumber('n', [{ column: 'score', order: 'desc' }], ['blog_id']),
      )
      .from('r')
      .where('n', '<=', 3),
  'gaps and islands': (k) =>
    k(
      k('logins')
        .select('user_id', 'day', k.raw('day - row_number() over (partition by user_id order by day) as grp'))
        .as('g'),
    )
      .select('user_id', 'grp')
      .count('* as days')
      .groupBy('user_id', 'grp')
      .havingRaw('count(*) >= ?', [3]),
  'a lateral join of the latest': (k) =>
    k('users as u')
      .joinRaw('left join lateral (?) as l on true', [
        k('logins').where('user_id', k.raw('u.id')).orderBy('at', 'desc').limit(1),
      ])
      .select('u.id', 'l.at'),
  'JSON, filtered by a path': (k) =>
    k('orders').whereJsonPath('data', '$.customer.age', '>', 18).select('id'),
  'JSON, filtered by what it holds': (k) => k('products').whereJsonSupersetOf('tags', ['red']).limit(10),
  'JSON, an object that is equal': (k) => k('products').whereJsonObject('dims', { w: 1, h: 2 }),
  'JSON, read as columns': (k) =>
    k('orders')
      .select('id')
      .jsonExtract([
        ['data', '$.customer.name', 'customer'],
        ['data', '$.items[0].sku', 'first_sku'],
      ])
      .where('id', '>', 5),
  'JSON, by an operator': (k) =>
    k('orders').whereRaw("data->>'status' = ?", ['open']).orderByRaw("(data->>'n')::int desc"),
  'JSON, by an operator with a mark': (k) =>
    k('orders')
      .whereRaw('data \\? ?', ['status'])
      .whereRaw('tags \\?| ?', [['a', 'b']]),
  'JSON, by the operator of a where': (k) =>
    k('orders')
      .where('data', '@>', JSON.stringify({ status: 'open' }))
      .where('tags', '?', 'x'),
  'JSON, made of rows': (k) =>
    k('lists as l').select('l.id', {
      items: k('items').select(k.raw('json_agg(items order by pos)')).whereColumn('items.list_id', 'l.id'),
    }),
  'JSON, unnested': (k) =>
    k('orders as o')
      .select('o.id', 'i.sku')
      .joinRaw("cross join lateral jsonb_to_recordset(o.data->'items') as i(sku text, qty int)")
      .where('i.qty', '>', 1),
  'JSON, set and removed': (k) =>
    k('orders')
      .jsonSet('data', '$.status', 'done', 'data')
      .jsonRemove('meta', '$.tmp', 'meta')
      .where('id', 1),
  'an array that holds one': (k) => k('posts').whereRaw('? = any(??)', ['red', 'tags']),
  'an array that holds some': (k) => k('posts').where('tags', '&&', ['red', 'blue']),
  'names of an enum': (k) =>
    k('pg_enum')
      .join('pg_type', 'pg_type.oid', 'pg_enum.enumtypid')
      .where('typname', 'mood')
      .pluck('enumlabel'),
  'tables of a schema': (k) =>
    k('information_schema.tables')
      .select('table_name')
      .where({ table_schema: 'public' })
      .whereNot('table_name', 'like', 'knex_%'),
})
