import { chains } from '../chain.js'

/** As shops, blogs, chats and calendars ask. */
export const APP_DOMAINS = chains({
  'a cart': (k) =>
    k('cart_items as ci')
      .join('products as p', 'p.id', 'ci.product_id')
      .leftJoin('discounts as d', (j) =>
        j.on('d.product_id', 'p.id').onVal('d.active', true).onBetween('d.percent', [1, 90]),
      )
      .where('ci.cart_id', 1)
      .select('ci.*', 'p.name', k.raw('p.price * (1 - coalesce(d.percent, 0) / 100.0) as price')),
  'an order with everything': (k) =>
    k('orders as o')
      .innerJoin('customers as c', 'c.id', 'o.customer_id')
      .leftOuterJoin('addresses as a', 'a.id', 'o.address_id')
      .leftJoin('payments as p', (j) => j.on('p.order_id', '=', 'o.id').andOnNotNull('p.paid_at'))
      .where('o.number', 'A-1')
      .first('o.*', { customer: 'c.name', city: 'a.city', paid: 'p.amount' }),
  'products by price, brand and stock': (k) =>
    k('products')
      .whereBetween('price', [10, 50])
      .whereIn('brand', ['a', 'b'])
      .where((q) => q.where('stock', '>', 0).orWhere('preorder', true))
      .whereNot('hidden', true)
      .orderBy('price')
      .limit(24),
  'also bought': (k) =>
    k('order_items as a')
      .join('order_items as b', (j) =>
        j.on('b.order_id', 'a.order_id').on('b.product_id', '<>', 'a.product_id'),
      )
      .where('a.product_id', 1)
      .groupBy('b.product_id')
      .orderByRaw('count(*) desc')
      .limit(5)
      .select('b.product_id'),
  'prices valid today': (k) =>
    k('prices')
      .where('from', '<=', '2024-01-01')
      .where((q) => q.where('to', '>', '2024-01-01').orWhereNull('to'))
      .distinctOn('sku'),
  'posts of those one follows': (k) =>
    k('posts')
      .whereIn('author_id', k('follows').select('followee_id').where('follower_id', 1))
      .orderBy('id', 'desc')
      .limit(50),
  'friends of friends': (k) =>
    k('friends as f1')
      .join('friends as f2', 'f2.a', 'f1.b')
      .where('f1.a', 1)
      .whereNot('f2.b', 1)
      .whereNotIn('f2.b', k('friends').select('b').where('a', 1))
      .distinct('f2.b'),
  'mutual likes': (k) =>
    k('likes as a')
      .join('likes as b', { 'b.from': 'a.to', 'b.to': 'a.from' })
      .where('a.from', 1)
      .pluck('a.to'),
  'unread messages by room': (k) =>
    k('messages as m')
      .leftJoin('reads as r', (j) => j.on('r.room_id', 'm.room_id').onVal('r.user_id', 1))
      .where((q) => q.whereNull('r.at').orWhereRaw('m.at > r.at'))
      .groupBy('m.room_id')
      .select('m.room_id')
      .count({ unread: 'm.id' }),
  'a room of exactly two': (k) =>
    k('members')
      .select('room_id')
      .groupBy('room_id')
      .havingRaw('count(*) = ?', [2])
      .havingRaw('bool_and(user_id in (?, ?))', [1, 2]),
  'last messages': (k) =>
    k('messages').select('*').whereIn('id', k('messages').max('id').groupBy('room_id')).orderBy('id', 'desc'),
  'overlapping bookings': (k) =>
    k('bookings')
      .where('room', 1)
      .where('from', '<', new Date(9))
      .where('to', '>', new Date(3))
      .whereNot('state', 'cancelled'),
  'free rooms': (k) =>
    k('rooms').whereNotExists((q) =>
      q
        .from('bookings as b')
        .whereColumn('b.room_id', 'rooms.id')
        .whereRaw('tsrange(b."from", b."to") && tsrange(?, ?)', [new Date(0), new Date(1)]),
    ),
  'events of a week': (k) =>
    k('events')
      .whereBetween('day', ['2024-01-01', '2024-01-07'])
      .orderBy([{ column: 'day' }, { column: 'time', nulls: 'first' }]),
  'a leaderboard': (k) =>
    k('scores').select('player').max('score as best').groupBy('player').orderBy('best', 'desc').limit(100),
  'a place in a leaderboard': (k) =>
    k(
      k('players')
        .select('id')
        .denseRank('place', [{ column: 'score', order: 'desc' }])
        .as('r'),
    )
      .where('r.id', 5)
      .first('place'),
  'translations with a fallback': (k) =>
    k('texts as t')
      .leftJoin('texts as d', (j) => j.on('d.key', 't.key').onVal('d.lang', 'en'))
      .where('t.lang', 'de')
      .select('t.key', k.raw('coalesce(??, ??) as text', ['t.text', 'd.text'])),
  'devices that went silent': (k) =>
    k('devices as d')
      .leftJoin(
        k('pings').select('device_id').max('at as last').groupBy('device_id').as('p'),
        'p.device_id',
        'd.id',
      )
      .where((q) => q.whereNull('p.last').orWhere('p.last', '<', new Date(0)))
      .select('d.id', 'p.last'),
  'measurements in buckets': (k) =>
    k('points')
      .select(k.raw('time_bucket(?, ??) as b', ['5 minutes', 'at']))
      .avg({ v: 'value' })
      .groupByRaw('b')
      .orderByRaw('b desc')
      .limit(12),
  'feature flags': (k) =>
    k('flags')
      .where('env', 'prod')
      .where((q) => q.where('percent', '>', 30).orWhereRaw('users @> ?', [[7]]))
      .select('name'),
  'votes, as sums': (k) =>
    k('votes')
      .where('post_id', 1)
      .sum({ up: k.raw('case when value > 0 then 1 else 0 end') as never })
      .first(),
  'invoices overdue': (k) =>
    k('invoices as i')
      .select('i.*', k.raw('now()::date - ?? as days', ['i.due']))
      .where('i.due', '<', k.fn.now())
      .whereNotExists(
        k('payments as p').where('p.invoice_id', k.ref('i.id')).whereRaw('p.amount >= i.amount'),
      )
      .orderBy('days', 'desc'),
  'a unique slug': (k) =>
    k('posts').where('slug', 'like', 'hello%').whereNot({ id: 4 }).count('slug as n').first(),
  'a webhook to send': (k) =>
    k('hooks')
      .where({ active: true })
      .whereRaw('? = any(events)', ['order.paid'])
      .select('id', 'url', 'secret'),
  'survey answers, crossed': (k) =>
    k('answers as a')
      .join('answers as b', 'b.person', 'a.person')
      .where({ 'a.question': 1, 'b.question': 2 })
      .groupBy('a.value', 'b.value')
      .select({ first: 'a.value', second: 'b.value' })
      .count('* as n'),
})
