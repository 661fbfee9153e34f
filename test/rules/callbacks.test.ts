import type { Knex } from 'knex'
import { afterEach, describe, expect, it } from 'vitest'

import { withForeignStatement } from './declined.js'
import { heal, plantThrow } from './plant.js'
import { BY, SOME_DIALECTS, Stage } from './stage.js'

/*
 * One run of a callback is good for one build, whoever builds it: what it filled in a query before stands in nowhere. The
 * callback of these tests is one function, used in every query, as applications do with a scope.
 */

type Group = (q: Knex.QueryBuilder) => void

/** Its value is the number of its run. */
function counting(): Group {
  let runs = 0
  return (q) => void q.where('a', (runs += 1))
}

const bindings = (query: Knex.QueryBuilder, method?: string): unknown =>
  (query as unknown as Compiled).toSQL(method).bindings

interface Compiled {
  toSQL(method?: string): { readonly bindings: unknown }
}

/** What comes between, and the bindings of the queries after it. */
const OTHERWISE: Readonly<Record<string, (stage: Stage, group: Group) => unknown[]>> = {
  'fast throws while it plans': (stage, group) => {
    plantThrow('plan', () => new Error('boom'))
    return [bindings(stage.db('new').where(group))]
  },
  'fast throws while it serves': (stage, group) => {
    plantThrow('result', () => new Error('boom'))
    return [bindings(stage.db('t').where(group))]
  },
  'fast declines it': (stage, group) => [bindings(withForeignStatement(stage.db('t').where(group)))],
  'another method is built than the query’s own': (stage, group) => [
    bindings(stage.db('t').where(group), 'del'),
  ],
  'Knex has been patched meanwhile': (stage, group) => {
    Object.assign(stage.db.client, { wrapIdentifierImpl: (name: string) => `<${name}>` })
    stage.adapter.setRollout({ verifyPercentage: 100 }, BY)
    return [1, 2, 3].map(() => bindings(stage.db('t').where(group)))
  },
  'it is another client’s, of a dialect that fast does not speak': (stage, group) => {
    const oracle = stage.adapter.adaptKnex(stage.plainKnex({ client: 'oracledb' }))
    return [bindings(oracle('t').where(group))]
  },
  'it is another client’s, which cannot be looked at': (stage, group) => {
    const other = stage.adapter.adaptKnex(stage.plainKnex({ client: 'better-sqlite3' }))
    const query = other('t').where(group)
    const fail = (): never => {
      throw new Error('not now')
    }
    Object.assign(other.client, { raw: fail, ref: fail })
    return [bindings(query)]
  },
  'the kill switch is thrown': (stage, group) => {
    stage.adapter.setRollout({ mode: 'legacy' }, BY)
    return [bindings(stage.db('t').where(group))]
  },
  'a mistake is told by Knex': (stage, group) => {
    const wrong = stage
      .db('t')
      .where(group)
      .where('b', undefined as never)
    expect(() => wrong.toSQL()).toThrow('Undefined binding')
    return [[2], bindings(stage.db('t').where(group))]
  },
}

afterEach(heal)

describe.each(SOME_DIALECTS)('a callback that an earlier query had too (%s)', (dialect) => {
  it.each(Object.entries(OTHERWISE))('is run once for the next, where %s', (_, next) => {
    for (const stickiness of ['random', 'shape'] as const) {
      const stage = new Stage({ dialect, percentage: 100, stickiness })
      const group = counting()
      expect(bindings(stage.db('t').where(group))).toEqual([1])
      const later = next(stage, group)
      heal()
      later.push(bindings(stage.plain('t').where(group)))
      expect(later).toEqual(later.map((_, i) => [i + 2]))
    }
  })
})
