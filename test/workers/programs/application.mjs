import knex from 'knexodus'
import { Counter, Gauge, Histogram, Summary, register } from 'prom-client'

import { blockUntil } from './commands.mjs'

/* What runs in every worker and every thread: queries by Knexodus, and an application's own metrics. */

const db = knex({ client: 'pg' })
const jobs = new Counter({ name: 'jobs_total', help: 'Jobs done.', labelNames: ['kind'] })
const sizes = new Histogram({ name: 'job_size_bytes', help: 'Size of a job.', buckets: [10, 100] })
const waits = new Summary({ name: 'job_wait_seconds', help: 'Wait for a job.', percentiles: [0.5] })
const GAUGES = ['sum', 'average', 'min', 'max', 'first', 'omit'].map(
  (aggregator) => new Gauge({ name: `${aggregator}_load`, help: `Joined by ${aggregator}.`, aggregator }),
)
const highest = new Counter({ name: 'highest_total', help: 'Joined by max.', aggregator: 'max' })

export const commands = {
  /** Builds as many queries. */
  build(count) {
    for (let index = 0; index < count; index += 1) db('orders').where('id', index).toSQL()
  },
  /** Does as many jobs of a kind. */
  work(count, kind) {
    jobs.inc({ kind }, count)
    for (let index = 0; index < count; index += 1) sizes.observe(50)
    waits.observe(count)
    highest.inc(count)
  },
  load(value) {
    for (const gauge of GAUGES) gauge.set(value)
  },
  /** A metric that no other version of the application has. */
  newer(count) {
    new Counter({ name: 'newer_total', help: 'Only in the newer version.' }).inc(count)
  },
  /** A metric that breaks its registry, until it is mended. */
  broken() {
    new Gauge({
      name: 'broken',
      help: 'Throws.',
      collect: () => {
        throw new Error('broken')
      },
    })
  },
  mended: () => register.removeSingleMetric('broken'),
  /** A metric with a label that no message can carry to another thread. */
  unsendable() {
    const labels = { kind: 'odd', by: () => undefined }
    const metric = { name: 'odd', help: 'Odd.', type: 'gauge', aggregator: 'sum' }
    register.registerMetric({ ...metric, get: () => ({ ...metric, values: [{ labels, value: 1 }] }) })
  },
  /** Named like a gauge but for its suffix, as many are. */
  pair() {
    new Gauge({ name: 'connections', help: 'Open now.' }).set(5)
    new Counter({ name: 'connections_total', help: 'Opened ever.' }).inc(3)
  },
  /** A gauge without a number, which a message between processes turns into `null`. */
  nothing() {
    new Gauge({ name: 'nothing', help: 'Not a number.', aggregator: 'first' }).set(NaN)
  },
  block: blockUntil,
}
