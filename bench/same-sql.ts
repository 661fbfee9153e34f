import { deepStrictEqual } from 'node:assert/strict'

import type { Contestant } from './contestants.js'
import type { BenchQuery, Built } from './queries/query.js'

/** Values to build with: the first, neighbours, and one far away. */
const VALUES = [0, 1, 2, 3, 99]

/**
 * Holds all contestants to the first one's SQL and bindings: a benchmark of different queries compares nothing.
 *
 * @throws AssertionError naming the query and the contestant that built something else
 */
export function assertSameSql(queries: readonly BenchQuery[], all: readonly Contestant[]): void {
  for (const query of queries) {
    const [expected, ...others] = all.map((contestant) => ({
      name: contestant.name,
      built: contestant.built(query),
    }))
    for (const { name, built } of others) {
      if (built === undefined) continue
      for (const n of VALUES) {
        const own: Built = name.startsWith('Drizzle') ? asKnexWrites(built(n)) : built(n)
        deepStrictEqual(own, expected!.built!(n), `${query.name}: ${name} builds something else`)
      }
    }
  }
}

/**
 * Drizzle writes the same query with three harmless differences that it cannot be talked out of: it puts a table's name
 * before each column of a where (`"users"."id"`), leaves out the `as` of a table's alias, and wraps a where of several
 * conditions in parentheses. Whatever else differs still shows.
 */
export function asKnexWrites({ sql, bindings }: Built): Built {
  const unqualified = sql.replace(/"(?:users|orders|order_items)"\."/g, '"')
  const aliased = unqualified.replace(/\b(from|join) ("\w+") (?=")/g, '$1 $2 as ')
  return { sql: withoutParenthesesOfWhere(aliased), bindings: [...bindings] }
}

/** Takes off the parentheses of a where that consists of nothing but them. */
function withoutParenthesesOfWhere(sql: string): string {
  const open = sql.indexOf(' where (') + ' where '.length
  if (sql[open] !== '(') return sql
  const close = closingOf(sql, open)
  const isWhole = /^( (order|group|limit) |$)/.test(sql.slice(close + 1))
  return isWhole ? sql.slice(0, open) + sql.slice(open + 1, close) + sql.slice(close + 1) : sql
}

function closingOf(sql: string, open: number): number {
  let depth = 0
  for (let at = open; at < sql.length; at++) {
    if (sql[at] === '(') depth += 1
    if (sql[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  return sql.length
}
