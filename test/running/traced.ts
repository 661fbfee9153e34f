import type { Knex } from 'knex'

type Fields = Record<string, unknown>

const EVENTS = ['start', 'query', 'query-response', 'query-error', 'error', 'end']

/**
 * What somebody hears who listens to an instance and to each of its queries, in its order, and what becomes of the queries.
 *
 * @param scenario runs its queries by the function it is given
 */
export async function traced(
  db: Knex,
  scenario: (run: (query: Knex.QueryBuilder) => Promise<void>) => Promise<void>,
): Promise<unknown[]> {
  const trace: unknown[] = []
  for (const event of EVENTS) {
    if (event !== 'error')
      db.on(event, (...args: unknown[]) => trace.push(['client', event, ...args.map(told)]))
  }
  await scenario(async (query) => {
    for (const event of EVENTS)
      query.on(event, (...args: unknown[]) => trace.push(['query', event, ...args.map(told)]))
    await query.then(
      (value: unknown) => trace.push(['answered', value]),
      (error: unknown) => trace.push(['failed', told(error)]),
    )
  })
  return trace
}

/** What is random, or a whole instance, is only said to be there. */
function told(arg: unknown): unknown {
  if (arg instanceof Error) return `${arg.constructor.name}: ${arg.message}`
  if (typeof arg !== 'object' || arg === null || Array.isArray(arg)) return arg
  if ('_statements' in arg) return 'a builder'
  const { __knexUid, __knexQueryUid, bindings, response: _, ...rest } = arg as Fields
  const plain = Object.entries(rest).map(([key, value]) => [
    key,
    typeof value === 'function' ? 'a function' : value,
  ])
  return {
    keys: Object.keys(arg),
    ...(Object.fromEntries(plain) as Fields),
    bindings: Array.isArray(bindings) ? [...(bindings as unknown[])] : bindings,
    random: [typeof __knexUid, typeof __knexQueryUid],
  }
}
