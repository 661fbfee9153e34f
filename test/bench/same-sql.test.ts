import { describe, expect, it } from 'vitest'

import type { Contestant } from '../../bench/contestants.js'
import { byHand, onDrizzle, onDrizzlePrepared, onKnex, onKysely, plainKnex } from '../../bench/contestants.js'
import { QUERIES } from '../../bench/queries/all.js'
import { simpleSelect } from '../../bench/queries/simple-select.js'
import { asKnexWrites, assertSameSql } from '../../bench/same-sql.js'

const knex = onKnex('Knex', plainKnex())

function wrote(sql: string, bindings: readonly unknown[] = [1]): Contestant {
  return { name: 'somebody', task: () => undefined, built: () => () => ({ sql, bindings }) }
}

describe('before anything is timed', () => {
  it('all contestants build the same SQL', () => {
    expect(() =>
      assertSameSql(QUERIES, [knex, onKysely(), onDrizzle(), onDrizzlePrepared(), byHand()]),
    ).not.toThrow()
  })

  it('another text or another binding stops the benchmark', () => {
    const sql = 'select * from "users" where "id" = $1'
    for (const other of [wrote('select * from "users"'), wrote(sql, ['1']), wrote(sql, [1, 2]), wrote(sql)])
      expect(() => assertSameSql([simpleSelect], [knex, other])).toThrow(
        'simple select: somebody builds something else',
      )
  })
})

describe('what Drizzle writes differently', () => {
  const text = (sql: string): string => asKnexWrites({ sql, bindings: [] }).sql

  it('is undone', () => {
    expect(
      text('select "o"."id" from "orders" "o" where ("orders"."a" = $1 and ("orders"."b" = $2)) limit $3'),
    ).toBe('select "o"."id" from "orders" as "o" where "a" = $1 and ("b" = $2) limit $3')
  })

  it('and nothing else is', () => {
    const grouped = 'select "a" from "t" where ("a" = $1 or "b" = $2) and ("c" = $3 or "d" = $4)'
    expect(text(grouped)).toBe(grouped)
  })
})
