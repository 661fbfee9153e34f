import { isDeepStrictEqual } from 'node:util'

import { createAdapter } from 'knexodus'
import type { Chain } from './chain.js'
import { makeKnex } from './dialects.js'
import type { Config } from './dialects.js'
import { outcome } from './outcome.js'

/** Who builds a query that was meant for fast. */
export type Verdict =
  | { readonly by: 'fast' }
  /** Nobody: it is a mistake there, and Knex says so. */
  | { readonly by: 'nobody' }
  /** Knex, through no query compiler: raws by themselves. */
  | { readonly by: 'raw' }
  | { readonly by: 'legacy'; readonly reason: string; readonly detail: string }

/** As often as it takes to be served from a plan. */
const BUILDS = 4

/**
 * What becomes of a query with everything meant for fast, and falling back allowed.
 *
 * @throws Error when an application could tell the difference
 */
export function verdictOf(chain: Chain, client: string, config: Config): Verdict {
  const lines: Record<string, unknown>[] = []
  const keep = (line: object): void => void lines.push(line as Record<string, unknown>)
  const logger = { info: keep, warn: keep, error: keep }
  const adapter = createAdapter({ percentage: 100, verifyPercentage: 0, logger })
  const plain = makeKnex(client, { useNullAsDefault: false, ...config })
  const knex = adapter.adaptKnex(makeKnex(client, { useNullAsDefault: false, ...config }))

  const expected = outcome(() => chain(plain))
  for (let build = 1; build <= BUILDS; build++) {
    const got = outcome(() => chain(knex))
    if (!isDeepStrictEqual(got, expected)) throw new Error(`build ${build} differs from Knex's on ${client}`)
  }

  if ('error' in expected) return { by: 'nobody' }
  if ((expected['fields'] as Record<string, unknown>)['method'] === 'raw') return { by: 'raw' }
  const { fastCalls, fallbackReasons } = adapter.getQueryBuilderMetrics()
  if (fastCalls === BUILDS) return { by: 'fast' }
  const [reason] = Object.entries(fallbackReasons).find(([, count]) => count > 0) ?? ['inconclusive']
  const line = lines.find(({ event }) => event === 'knexodus.fell_back')
  return { by: 'legacy', reason, detail: (line?.['detail'] ?? '') as string }
}
