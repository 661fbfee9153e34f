import { deepStrictEqual, ok } from 'node:assert/strict'

import { Client } from 'pg'

import { asKnexWrites } from '../same-sql.js'
import { QUERY_NAMES } from './contestant.js'
import type { Contestant, Sent } from './contestant.js'

/** Runs of each query before it is looked at: prepared statements are there by then. */
const RUNS = 200

/**
 * Holds all contestants to what the first one sends and gets: the text, the values, the rows, read off the driver. And to
 * whether they name their statements.
 *
 * @param sent what drivers other than `pg` have sent, latest last
 * @throws AssertionError naming the contestant that runs something else
 */
export async function assertSameQueries(
  all: readonly Contestant[],
  named: readonly string[],
  sent: Sent[],
): Promise<void> {
  const stop = listenToPg(sent)
  try {
    let expected: unknown
    for (const contestant of all) {
      const { found, names } = await look(contestant, sent)
      expected ??= found
      deepStrictEqual(found, expected, `${contestant.name} runs something else`)
      const isNamed = named.includes(contestant.name)
      for (const name of names)
        ok(isNamed === (name !== undefined), `${contestant.name} is named ${String(name)}`)
    }
  } finally {
    stop()
  }
}

async function look(
  { name, queries }: Contestant,
  sent: Sent[],
): Promise<{ found: unknown; names: unknown[] }> {
  const found: unknown[] = []
  const names: unknown[] = []
  for (const query of QUERY_NAMES) {
    for (let n = 1; n <= RUNS; n++) {
      const rows = await queries[query](n)
      if (n < RUNS) continue
      ok(rows.length > 0, `${name}: expected rows, got none`)
      const last = sent.at(-1)!
      names.push(last.name)
      // Rows may be of classes of the driver's own.
      found.push([name === 'Drizzle' ? asKnex(last) : textOf(last), rows.map((row) => ({ ...row }))])
    }
  }
  sent.length = 0
  return { found, names }
}

function textOf({ sql, bindings }: Sent): object {
  // postgres.js makes texts of all values, as `pg` does a little later.
  return { sql, bindings: bindings.map(String) }
}

function asKnex({ sql, bindings }: Sent): object {
  return textOf(
    asKnexWrites({ sql: sql.replaceAll('"orders"."total" desc', '"total" desc'), bindings: [...bindings] }),
  )
}

/** Reads what is sent by `pg`, whoever sends it. */
function listenToPg(sent: Sent[]): () => void {
  const { query } = Client.prototype
  Client.prototype.query = function (this: Client, ...args: unknown[]): unknown {
    const [config, values] = args as [{ text: string; values?: unknown[]; name?: string } | string, unknown]
    const {
      text,
      name,
      values: own,
    } = typeof config === 'string' ? { text: config } : { values: [], ...config }
    sent.push({ sql: text, bindings: own?.length ? own : Array.isArray(values) ? values : [], name })
    return (query as (...given: unknown[]) => unknown).apply(this, args)
  } as typeof query
  return () => {
    Client.prototype.query = query
  }
}
