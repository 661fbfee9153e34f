import { chains } from '../chain.js'

/** As applications report. */
export const APP_REPORTS = chains({
  'sales by month': (k) =>
    k('orders')
      .select(k.raw("date_trunc('month', ??) as ??", ['created_at', 'month']))
      .sum('total as revenue')
      .count('* as orders')
      .where('status', 'paid')
      .whereBetween('created_at', [new Date(0), new Date(1e12)])
      .groupBy('month')
      .orderBy('month', 'desc'),
  'top customers': (k) =>
    k('customers as c')
      .join('orders as o', 'o.customer_id', 'c.id')
      .select('c.id', 'c.name')
      .sum({ spent: 'o.total' })
      .groupBy('c.id', 'c.name')
      .having(k.raw('sum(o.total)'), '>', 1000)
      .orderBy('spent', 'desc')
      .limit(10),
  'customers without orders': (k) =>
    k('customers as c').leftJoin('orders as o', 'o.customer_id', 'c.id').whereNull('o.id').select('c.*'),
  'customers without orders, by not exists': (k) =>
    k('customers').whereNotExists((q) =>
      q.select(1).from('orders').whereColumn('orders.customer_id', 'customers.id'),
    ),
  'revenue by category and channel': (k) =>
    k('order_items as i')
      .innerJoin('products as p', 'p.id', 'i.product_id')
      .innerJoin('orders as o', { 'o.id': 'i.order_id', 'o.shop_id': 'i.shop_id' })
      .select('p.category', 'o.channel', k.raw('sum(i.quantity * i.price) as revenue'))
      .countDistinct('o.id as orders')
      .whereIn('o.status', ['paid', 'shipped'])
      .groupBy(['p.category', 'o.channel'])
      .orderBy([{ column: 'p.category' }, { column: 'revenue', order: 'desc' }]),
  'share of a total': (k) =>
    k('sales')
      .select('region', k.raw('sum(amount) * 100.0 / ? as share', [k('sales').sum('amount')]))
      .groupBy('region'),
  'counts by state in one row': (k) =>
    k('tickets').select(
      k.raw('sum(case when state = ? then 1 else 0 end) as open', ['open']),
      k.raw('sum(case when state = ? then 1 else 0 end) as closed', ['closed']),
    ),
  'counts as columns': (k) =>
    k('users as u').select('u.id', {
      posts: k('posts').count('*').whereColumn('posts.user_id', 'u.id'),
      likes: k('likes').count('*').where('likes.user_id', k.ref('u.id')).where('likes.kind', 'up'),
    }),
  'a dashboard row': (k) =>
    k.select({
      users: k('users').count('*'),
      active: k('users').count('*').where('active', true),
      revenue: k('orders').sum('total').where('paid', true),
    }),
  'retention by cohort': (k) =>
    k
      .with('cohorts', k('users').select('id', k.raw("date_trunc('week', created_at) as cohort")))
      .with('weeks', (q) =>
        q
          .from('events')
          .distinct('user_id')
          .select(k.raw("date_trunc('week', at) as week"))
          .where('name', 'login'),
      )
      .select('c.cohort', 'w.week')
      .countDistinct('c.id as users')
      .from('cohorts as c')
      .leftJoin('weeks as w', 'w.user_id', 'c.id')
      .groupBy('c.cohort', 'w.week')
      .orderBy(['c.cohort', 'w.week']),
  'a funnel': (k) =>
    k
      .with('visits', k('events').distinct('session').where('name', 'visit'))
      .with(
        'carts',
        k('events')
          .distinct('session')
          .where('name', 'cart')
          .whereIn('session', k('visits').select('session')),
      )
      .select(k('visits').count('*').as('visits'), k('carts').count('*').as('carts')),
  'a median': (k) =>
    k('t')
      .select(k.raw('percentile_cont(?) within group (order by ??) as median', [0.5, 'amount']))
      .where('amount', '>', 0),
  'running total': (k) =>
    k('payments').select(
      'id',
      'at',
      k.raw('sum(amount) over (partition by ?? order by ??) as total', ['account', 'at']),
    ),
  'latest of each group, by a window': (k) =>
    k(k('readings').select('*').rowNumber('rn', { column: 'at', order: 'desc' }, 'sensor_id').as('r')).where(
      'rn',
      1,
    ),
  'latest of each group, by distinct on': (k) =>
    k('readings')
      .distinctOn('sensor_id')
      .select('*')
      .orderBy([{ column: 'sensor_id' }, { column: 'at', order: 'desc' }]),
  'latest of each group, by a joined maximum': (k) =>
    k('readings as r')
      .join(k('readings').select('sensor_id').max('at as at').groupBy('sensor_id').as('m'), (j) =>
        j.on('m.sensor_id', 'r.sensor_id').andOn('m.at', 'r.at'),
      )
      .select('r.*'),
  'a histogram': (k) =>
    k('requests')
      .select(k.raw('width_bucket(??, ?, ?, ?) as bucket', ['ms', 0, 1000, 20]))
      .count('* as n')
      .groupBy('bucket')
      .orderBy('bucket'),
  'days without sales': (k) =>
    k(k.raw('generate_series(?::date, ?::date, ?) as d(day)', ['2024-01-01', '2024-01-31', '1 day']))
      .leftJoin('sales as s', k.raw('s.day = d.day'))
      .whereNull('s.id')
      .select('d.day'),
  'a comparison with the year before': (k) =>
    k('sales as a')
      .leftJoin('sales as b', (j) => j.on('b.month', 'a.month').on('b.year', '=', k.raw('a.year - ?', [1])))
      .select('a.month', { now: 'a.total', before: 'b.total' })
      .where('a.year', 2024),
  'an average above the average': (k) =>
    k('products')
      .select('category')
      .avg('price as avg_price')
      .groupBy('category')
      .havingRaw('avg(price) > (?)', [k('products').avg('price')]),
  'counts of everything at once': (k) =>
    k('users')
      .select(k.raw("'users' as name"))
      .count('* as n')
      .unionAll([
        k('posts').select(k.raw("'posts'")).count('*'),
        k('likes').select(k.raw("'likes'")).count('*'),
      ]),
})
