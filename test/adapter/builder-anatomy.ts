import type { Knex } from 'knex'

/** The parts of Knex's builder that a build reads, and some of which it changes. */
const PARTS = [
  '_method',
  '_single',
  '_statements',
  '_comments',
  '_options',
  '_timeout',
  '_queryContext',
] as const

interface Inside {
  readonly client: object
  readonly isRawInstance?: boolean
  readonly ref?: unknown
  readonly _single?: object
}

/**
 * A description of all that a builder holds, nested builders and raws included, in which nothing is left that differs between
 * two Knex instances. Of every raw it says whether it belongs to `knex` now.
 */
export function describeBuilder(knex: Knex, builder: object): unknown {
  return describe(knex, builder, new Map())
}

function describe(knex: Knex, value: unknown, seen: Map<object, number>): unknown {
  if (typeof value === 'function') return `function ${value.name}`
  if (typeof value === 'symbol') return String(value)
  if (typeof value !== 'object' || value === null || value instanceof Date || Buffer.isBuffer(value))
    return value
  const known = seen.get(value)
  // Whether two places hold the same object is part of the state too.
  if (known !== undefined) return `the same as ${known}`
  seen.set(value, seen.size)
  if (Array.isArray(value)) return value.map((item) => describe(knex, item, seen))
  return { class: value.constructor?.name, ...contents(knex, value as Inside, seen) }
}

function contents(knex: Knex, value: Inside, seen: Map<object, number>): Record<string, unknown> {
  const own = (names: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(names.map((name) => [name, describe(knex, (value as unknown as Fields)[name], seen)]))
  if (value.isRawInstance === true) {
    // Knex notes in a ref what it last made of it, reads it nowhere, and makes it anew each time.
    const text = value.ref === undefined ? ['sql', 'bindings'] : []
    const parts = own([...text, '_wrappedBefore', '_wrappedAfter', 'ref', '_schema', '_alias'])
    return { raw: true, isOwn: value.client === knex.client, ...parts }
  }
  if (value._single !== undefined) return { isOwn: value.client === knex.client, ...own(PARTS) }
  return own(Object.keys(value).filter((name) => name !== 'client'))
}

type Fields = Record<string, unknown>
