import { inserts } from './inserts.js'
import { joins } from './joins.js'
import { mistakes, returning } from './mistakes.js'
import { aggregates, ctes, json, unions, windows } from './reports.js'
import { events, streams, timeouts } from './running.js'
import { schema } from './schema.js'
import { firstsAndPlucks, pagination, selects } from './selects.js'
import { stepsOf } from './step.js'
import type { Step } from './step.js'
import { batches, savepoints, transactions } from './transactions.js'
import { counters, deletes, updates } from './updates.js'
import { upserts } from './upserts.js'

/** A shop's day: its tables are made and filled, changed and reported on, from the first step to the last. */
export const SCRIPT: readonly Step[] = [
  ...stepsOf('schema', schema),
  ...stepsOf('insert', inserts),
  ...stepsOf('upsert', upserts),
  ...stepsOf('update', updates),
  ...stepsOf('counter', counters),
  ...stepsOf('delete', deletes),
  ...stepsOf('select', selects),
  ...stepsOf('first and pluck', firstsAndPlucks),
  ...stepsOf('page', pagination),
  ...stepsOf('join', joins),
  ...stepsOf('aggregate', aggregates),
  ...stepsOf('with', ctes),
  ...stepsOf('union', unions),
  ...stepsOf('window', windows),
  ...stepsOf('json', json),
  ...stepsOf('transaction', transactions),
  ...stepsOf('savepoint', savepoints),
  ...stepsOf('batch', batches),
  ...stepsOf('stream', streams),
  ...stepsOf('timeout', timeouts),
  ...stepsOf('event', events),
  ...stepsOf('returning', returning),
  ...stepsOf('mistake', mistakes),
]
