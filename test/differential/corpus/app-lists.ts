import { chains } from '../chain.js'

/** As applications list, search and page. */
export const APP_LISTS = chains({
  'a page': (k) => k('posts').where({ published: true }).orderBy('created_at', 'desc').limit(20).offset(40),
  'a page and its count': (k) =>
    k('posts').where({ published: true }).clearSelect().clearOrder().count('* as total').first(),
  'the count of a page, from a clone': (k) => {
    const page = k('posts').select('id', 'title').where('author', 7).orderBy('id').limit(10).offset(20)
    return page.clone().clear('select').clear('order').clear('limit').clear('offset').count({ total: '*' })
  },
  'the count of a page, from a subquery': (k) =>
    k(k('posts').distinct('author').where('published', true).as('x')).count('* as total').first(),
  'after a cursor': (k) => k('posts').where('id', '>', 1000).orderBy('id').limit(21),
  'after a cursor of two columns': (k) =>
    k('posts')
      .where((q) => q.where('score', '<', 5).orWhere((r) => r.where('score', 5).where('id', '<', 99)))
      .orderBy([
        { column: 'score', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(11),
  'after a cursor of a tuple': (k) =>
    k('posts')
      .whereRaw('(??, ??) > (?, ?)', ['created_at', 'id', new Date(0), 9])
      .limit(10),
  'with a total over all rows': (k) =>
    k('posts').select('*', k.raw('count(*) over() as total')).limit(10).offset(0),
  'search in several columns': (k) =>
    k('users')
      .where((q) =>
        q.whereILike('name', '%ann%').orWhereILike('email', '%ann%').orWhere('phone', 'like', '%ann%'),
      )
      .andWhere('active', true)
      .orderBy('name'),
  'search by words': (k) =>
    ['red', 'shoe']
      .reduce((q, word) => q.andWhere((r) => r.whereILike('title', `%${word}%`)), k('products'))
      .limit(50),
  'full text search': (k) =>
    k('docs')
      .select('id', k.raw("ts_rank(tsv, plainto_tsquery('english', ?)) as rank", ['cats']))
      .whereRaw("tsv @@ plainto_tsquery('english', ?)", ['cats'])
      .orderBy('rank', 'desc')
      .limit(20),
  'full text search of MySQL': (k) =>
    k('docs').whereRaw('match(title, body) against(? in boolean mode)', ['+cats -dogs']).limit(20),
  'filters, if given': (k) => {
    const filters: { status?: string; from?: Date; ids?: number[] } = { status: 'open', ids: [1, 2] }
    return k('tickets').modify((q) => {
      if (filters.status !== undefined) q.where('status', filters.status)
      if (filters.from !== undefined) q.where('created_at', '>=', filters.from)
      if (filters.ids !== undefined) q.whereIn('id', filters.ids)
    })
  },
  'sorted by what the user asks': (k) =>
    k('files').orderBy([
      { column: 'kind', order: 'asc' },
      { column: 'name', order: 'desc', nulls: 'last' },
    ]),
  'sorted in an order of ids': (k) =>
    k('files')
      .whereIn('id', [3, 1, 2])
      .orderByRaw('array_position(?, ??)', [[3, 1, 2], 'id']),
  'sorted in an order of ids, MySQL': (k) =>
    k('files').whereIn('id', [3, 1, 2]).orderByRaw('field(id, ?, ?, ?)', [3, 1, 2]),
  'sorted in an order of states': (k) =>
    k('jobs')
      .orderByRaw('case ?? when ? then 0 when ? then 1 else 2 end', ['state', 'running', 'queued'])
      .orderBy('id'),
  'random rows': (k) => k('quotes').orderByRaw('random()').limit(3),
  'near a point': (k) =>
    k('shops')
      .select('*', k.raw('st_distance(geo, st_makepoint(?, ?)::geography) as distance', [13.4, 52.5]))
      .whereRaw('st_dwithin(geo, st_makepoint(?, ?)::geography, ?)', [13.4, 52.5, 5000])
      .orderBy('distance'),
  'in a box': (k) => k('shops').whereBetween('lat', [52.1, 52.9]).whereBetween('lng', [13, 14]).limit(500),
  'a list for a select box': (k) => k('countries').select({ value: 'code', label: 'name' }).orderBy('name'),
  'distinct values for a filter': (k) =>
    k('products').distinct('brand').whereNotNull('brand').orderBy('brand'),
  'ids only': (k) => k('posts').where('author', 1).pluck('id'),
  'one by id': (k) => k('posts').where({ id: 1 }).first(),
  'one by id, some columns': (k) => k('users').first('id', 'email').where('id', 1).whereNull('deleted_at'),
  'many by ids': (k) => k('users').whereIn('id', [1, 2, 3]).select('id', 'name'),
  'does one exist': (k) => k('users').select(k.raw('1')).where('email', 'a@b.c').limit(1),
  'does one exist, as a column': (k) =>
    k.select(k.raw('exists(?) as found', [k('users').where('email', 'a@b.c')])),
  'previous and next': (k) =>
    k('posts')
      .where('id', '<', 5)
      .orderBy('id', 'desc')
      .limit(1)
      .unionAll((q) => q.from('posts').where('id', '>', 5).orderBy('id').limit(1), true),
  'a list with its tags': (k) =>
    k('posts as p')
      .leftJoin('post_tags as pt', 'pt.post_id', 'p.id')
      .leftJoin('tags as t', 't.id', 'pt.tag_id')
      .select('p.id', 'p.title', k.raw('array_agg(??) as ??', ['t.name', 'tags']))
      .groupBy('p.id', 'p.title'),
  'posts that have all tags': (k) =>
    k('post_tags')
      .select('post_id')
      .whereIn('tag', ['a', 'b'])
      .groupBy('post_id')
      .havingRaw('count(distinct tag) = ?', [2]),
})
