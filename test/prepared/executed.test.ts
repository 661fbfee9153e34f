import { Client } from 'pg'
import { beforeAll, describe, expect, it, vi } from 'vitest'

import { startPostgres } from '../../demo/postgres.js'
import type { EmbeddedPostgres } from '../../demo/postgres.js'
import { onPostgres } from '../executed/databases/postgres.js'
import type { Transcript } from '../executed/record/transcript.js'
import { runPlain, runRouted } from '../executed/runs.js'
import type { RoutedRun } from '../executed/runs.js'
import { SCRIPT } from '../executed/script/script.js'
import { USES } from './stage.js'

/* The whole script of test/executed by prepared statements: rows, counts, ids, events and errors are Knex's. */

let server: EmbeddedPostgres
let plain: Transcript
let runs: RoutedRun[]
/** Queries that were sent by a name of ours. */
let named = 0

beforeAll(async () => {
  server = await startPostgres()
  plain = await runPlain(onPostgres(server))
  const query = vi.spyOn(Client.prototype, 'query')
  // Each run has connections of its own, so that the last ones prepare everything anew.
  runs = await runRouted(onPostgres(server), {
    percentage: 100,
    prepared: true,
    fallback: false,
    times: USES + 3,
  })
  named = query.mock.calls.filter(([config]) => isOurs((config as { name?: string }).name)).length
  query.mockRestore()
  return () => server.stop()
})

function isOurs(name: string | undefined): boolean {
  return name?.startsWith('kx_') === true
}

describe('the script by prepared statements', () => {
  it.each(SCRIPT.map((step) => step.name))('%s', (name) => {
    for (const { transcript } of runs) expect(transcript.get(name)).toEqual(plain.get(name))
  })

  it('has used names', () => {
    expect(named).toBeGreaterThan(100)
  })
})
