import { expectExactly, firedIn } from './alerts.js'
import { SHOP_FAULT } from './fault-cases.js'
import { expectFinite } from './panels.js'
import { nowSeconds, queryRange } from './prometheus-data.js'
import type { Span } from './prometheus-data.js'
import type { Run } from './run.js'
import { expectShare } from './shares.js'

/** That the checks themselves can fail: each is tried on something that is wrong. */
export async function checkFoundOut({ report, stage }: Run, start: number): Promise<void> {
  const { prometheus, shop } = stage
  const span: Span = { start, end: nowSeconds() }
  const fired = (await firedIn(prometheus, span)).get(shop.name) ?? new Set()
  const fails = (title: string, says: string, attempt: () => unknown) =>
    report.check(`would be found out: ${title}`, () => expectFailure(says, attempt))
  await fails('a misspelt metric', 'no series', async () => {
    const query = 'rate(knexodus_query_builder_cals_total[4s])'
    expectFinite(await queryRange(prometheus, query, span), query)
  })
  await fails('a ratio of nothing', 'NaN', async () => {
    const query = '0 * knexodus_plan_cache_bytes / (0 * knexodus_plan_cache_bytes)'
    expectFinite(await queryRange(prometheus, query, span), query)
  })
  await fails('an alert that does not fire', 'did not fire: KnexodusTargetDown', () =>
    expectExactly(fired, [...SHOP_FAULT.expected, 'KnexodusTargetDown (critical)']),
  )
  await fails('an alert that should not fire', `should not: ${SHOP_FAULT.expected[0]!}`, () =>
    expectExactly(fired, SHOP_FAULT.expected.slice(1)),
  )
  await fails('a share that is not what was set', 'would be right', () =>
    expectShare(prometheus, `job="${shop.name}"`, 1, span),
  )
}

async function expectFailure(says: string, attempt: () => unknown): Promise<void> {
  const outcome = await Promise.resolve()
    .then(attempt)
    .then(() => 'nothing', String)
  if (!outcome.includes(says)) throw new Error(`expected a failure that says "${says}", got ${outcome}`)
}
