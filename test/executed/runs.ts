import { createAdapter } from 'knexodus'
import type { Knex } from 'knex'

import { openEmpty } from './databases/place.js'
import type { Place } from './databases/place.js'
import { transcribe } from './record/transcript.js'
import type { Transcript } from './record/transcript.js'
import { SCRIPT } from './script/script.js'

type AdapterOptions = NonNullable<Parameters<typeof createAdapter>[0]>

/** The numbers of one run. */
export type Metrics = ReturnType<ReturnType<typeof createAdapter>['getQueryBuilderMetrics']>

/** A run of the script on a routed Knex. */
export interface RoutedRun {
  readonly transcript: Transcript
  readonly metrics: Metrics
  /** Builds that Knex's own builder refused: the application's mistakes. */
  readonly mistakes: number
}

/** Runs the script on a Knex that nobody routes. */
export async function runPlain(place: Place): Promise<Transcript> {
  return run(place, (db) => db)
}

/** Runs the script again and again under one adapter, each time on an empty database; the plans stay. */
export async function runRouted(
  place: Place,
  { times, ...options }: AdapterOptions & { times: number },
): Promise<RoutedRun[]> {
  // A sample that is verified is built by legacy too: what it changed on a builder would be there for fast.
  const adapter = createAdapter({ verifyPercentage: 0, seed: 'shop', logLevel: 'silent', ...options })
  const runs: RoutedRun[] = []
  for (let i = 0; i < times; i++) {
    adapter.resetQueryBuilderMetrics()
    const transcript = await run(place, (db) => adapter.adaptKnex(db))
    runs.push({ transcript, metrics: adapter.getQueryBuilderMetrics(), mistakes: await mistakesOf(adapter) })
  }
  return runs
}

async function run(place: Place, route: (db: Knex) => Knex): Promise<Transcript> {
  const { db, warnings } = await openEmpty(place)
  try {
    return await transcribe(SCRIPT, route(db), { client: place.client, warnings })
  } finally {
    await db.destroy()
  }
}

async function mistakesOf({ registry }: ReturnType<typeof createAdapter>): Promise<number> {
  const metric = registry.getSingleMetric('knexodus_query_builder_errors_total')
  const { values } = (await metric?.get()) ?? { values: [] }
  const legacy = values.find(({ labels }) => labels['builder_type'] === 'legacy')
  if (legacy === undefined) throw new Error('expected the errors of legacy to be counted, got no such series')
  return legacy.value
}
