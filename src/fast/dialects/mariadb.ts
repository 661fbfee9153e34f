import type { KnexBuilder, KnexClient } from '../../knex/statements.js'
import type { Dialect } from './dialect.js'
import { mysql } from './mysql.js'

/** MariaDB, as Knex's `QueryCompiler_MariaDB` writes it: MySQL, and rows returned from its later versions. */
export const mariadb: Dialect = Object.freeze<Dialect>({
  ...mysql,
  json: { ...mysql.json, on: ['json_extract', 'json_unquote'] },
  returning: 'behind',
  returns: (client, builder, method) => method !== 'upsert' && returns(client, builder, method),
  hasReturningField: (client, builder, method) =>
    method !== 'upsert' && Boolean(builder._single.returning) && returns(client, builder, method),
  warning: (client, builder) => {
    const { _single: single, _method: method = 'select' } = builder
    if (!single.returning || returns(client, builder, method)) return undefined
    return `.returning() is not supported for ${reasonOf(builder, method)} and will not have any effect.`
  },
})

function returns({ version: given }: KnexClient, builder: KnexBuilder, method: string): boolean {
  // As Knex has it: a version that is not known is no number, and less than none.
  const version = parseFloat(given as string)
  if (version < 10.5) return false
  if (method === 'update') return version >= 13 && !hasJoin(builder)
  return method !== 'del' || !hasJoin(builder)
}

function reasonOf(builder: KnexBuilder, method: string): string {
  if (method === 'update') {
    return hasJoin(builder) ? 'multi-table update statements' : 'mariadb versions older than 13.0'
  }
  const isJoinedDelete = method === 'del' && hasJoin(builder)
  return isJoinedDelete ? 'multi-table delete statements' : 'mariadb versions older than 10.5'
}

function hasJoin({ _statements: statements }: KnexBuilder): boolean {
  return statements.some(({ grouping }) => grouping === 'join')
}
