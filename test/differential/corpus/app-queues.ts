import { chains } from '../chain.js'

/** As applications queue, lock and count. */
export const APP_QUEUES = chains({
  'the next job of a queue': (k) =>
    k('jobs')
      .where('state', 'queued')
      .where('run_at', '<=', k.fn.now())
      .orderBy(['priority', 'id'])
      .forUpdate()
      .skipLocked()
      .first(),
  'the next jobs of a queue, claimed': (k) =>
    k('jobs')
      .whereIn(
        'id',
        k('jobs').select('id').where('state', 'queued').orderBy('id').limit(5).forUpdate().skipLocked(),
      )
      .update({ state: 'running', worker: 'w1', started_at: k.fn.now() })
      .returning('*'),
  'the next jobs of a queue, by a CTE': (k) =>
    k
      .with(
        'next',
        k('jobs')
          .select('id')
          .where({ state: 'queued' })
          .orderBy('run_at')
          .limit(10)
          .forUpdate()
          .skipLocked(),
      )
      .from('jobs')
      .whereIn('id', (q) => q.from('next').select('id'))
      .update({ state: 'running', attempts: k.raw('attempts + 1') }),
  'a job done': (k) =>
    k('jobs')
      .where({ id: 1, worker: 'w1' })
      .update({ state: 'done', result: { ok: true } }),
  'a job to try again': (k) =>
    k('jobs')
      .where('id', 1)
      .increment('attempts')
      .update({ state: 'queued', run_at: k.raw("now() + ? * interval '1 second'", [30]) }),
  'jobs of dead workers': (k) =>
    k('jobs')
      .where('state', 'running')
      .where('beat_at', '<', new Date(0))
      .update({ state: 'queued', worker: null }),
  'a lock by a row': (k) =>
    k('locks')
      .insert({ name: 'x', until: new Date(9) })
      .onConflict('name')
      .merge()
      .where('locks.until', '<', new Date(0)),
  'a balance, moved': (k) => k('accounts').where('id', 1).where('balance', '>=', 50).decrement('balance', 50),
  'a stock, taken': (k) =>
    k('stock')
      .where({ sku: 'a' })
      .andWhere('qty', '>=', 2)
      .decrement('qty', 2)
      .increment('sold', 2)
      .returning(['qty']),
  'a row, locked and read': (k) => k('accounts').where('id', 1).forUpdate().first(),
  'rows, locked in order': (k) => k('accounts').whereIn('id', [1, 2]).orderBy('id').forUpdate(),
  'optimistic locking': (k) =>
    k('docs')
      .where({ id: 1, version: 3 })
      .update({ body: 'x', version: k.raw('?? + 1', ['version']) })
      .returning('version'),
})
