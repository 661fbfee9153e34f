import type { Chains } from './chain.js'
import { AGGREGATES } from './corpus/aggregates.js'
import { ANALYTIC } from './corpus/analytic.js'
import { APP_DOMAINS } from './corpus/app-domains.js'
import { APP_LISTS } from './corpus/app-lists.js'
import { APP_QUEUES } from './corpus/app-queues.js'
import { APP_REPORTS } from './corpus/app-reports.js'
import { APP_TENANTS } from './corpus/app-tenants.js'
import { APP_TREES_JSON } from './corpus/app-trees-json.js'
import { APP_WRITES } from './corpus/app-writes.js'
import { CALLBACKS } from './corpus/callbacks.js'
import { CHAINING } from './corpus/chaining.js'
import { COLUMN_INFO } from './corpus/column-info.js'
import { COUNTERS } from './corpus/counters.js'
import { DELETE } from './corpus/delete.js'
import { HAVING } from './corpus/having.js'
import { HINTS_COMMENTS } from './corpus/hints-comments.js'
import { IDENTIFIERS } from './corpus/identifiers.js'
import { INSERT } from './corpus/insert.js'
import { JOIN_CONDITIONS } from './corpus/join-conditions.js'
import { JOIN } from './corpus/join.js'
import { JSON_COLUMNS } from './corpus/json-columns.js'
import { LIMIT } from './corpus/limit.js'
import { LIMITS } from './corpus/limits.js'
import { LOCKS } from './corpus/locks.js'
import { ON_CONFLICT } from './corpus/on-conflict.js'
import { ORDER_GROUP } from './corpus/order-group.js'
import { PRIVATES } from './corpus/privates.js'
import { QUERY_CONTEXT } from './corpus/query-context.js'
import { QUIRKS_SELECT } from './corpus/quirks-select.js'
import { QUIRKS_WHERE } from './corpus/quirks-where.js'
import { QUIRKS_RAW, QUIRKS_WRITE } from './corpus/quirks-write.js'
import { RAW, RAW_ALONE } from './corpus/raw.js'
import { REF } from './corpus/ref.js'
import { RESULT_FIELDS } from './corpus/result-fields.js'
import { RETURNING } from './corpus/returning.js'
import { SELECT } from './corpus/select.js'
import { SUBQUERIES } from './corpus/subqueries.js'
import { SUITE_SELECTS } from './corpus/suite-selects.js'
import { SUITE_WRITES } from './corpus/suite-writes.js'
import { TABLE } from './corpus/table.js'
import { TRIGGERS } from './corpus/triggers.js'
import { TRUNCATE } from './corpus/truncate.js'
import { TUPLES } from './corpus/tuples.js'
import { UNION } from './corpus/union.js'
import { UPDATE_FROM } from './corpus/update-from.js'
import { UPDATE } from './corpus/update.js'
import { UPSERT } from './corpus/upsert.js'
import { WHERE_JSON } from './corpus/where-json.js'
import { WHERE_VALUES } from './corpus/where-values.js'
import { WHERE } from './corpus/where.js'
import { WITH } from './corpus/with.js'
import type { Config } from './dialects.js'

/** One row of what Knex's query builder can do: its queries, and the configurations to build each of them under. */
export interface Feature {
  readonly name: string
  readonly chains: Chains
  readonly configs: Readonly<Record<string, Config>>
}

const PLAIN = { 'as Knex comes': {} }
const DEFAULTS = { ...PLAIN, useNullAsDefault: { useNullAsDefault: true } }
const VERSIONS = {
  ...PLAIN,
  'version 10.4': { version: '10.4.7' },
  'version 10.11': { version: '10.11' },
  'version 13': { version: '13.0' },
}
const HOOKS = {
  'snake case': {
    wrapIdentifier: (name, wrap) => wrap(name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)),
  },
  'the context in every name': {
    wrapIdentifier: (name, wrap, context) =>
      name === '*' ? name : wrap(`${name}@${JSON.stringify(context)}`),
  },
} satisfies Record<string, Config>

/** Everything but mistakes, in the order of the documentation. */
export const FEATURES: readonly Feature[] = [
  feature('select', SELECT),
  feature('tables and sources', TABLE),
  feature('with', WITH),
  feature('joins', JOIN),
  feature('conditions of joins', JOIN_CONDITIONS),
  feature('where', WHERE),
  feature('values of where', WHERE_VALUES),
  feature('JSON conditions', WHERE_JSON),
  feature('tuples', TUPLES),
  feature('callbacks', CALLBACKS),
  feature('subqueries', SUBQUERIES),
  feature('group and order', ORDER_GROUP),
  feature('having', HAVING),
  feature('limit and offset', LIMIT),
  feature('union, intersect, except', UNION),
  feature('aggregates', AGGREGATES),
  feature('analytic functions', ANALYTIC),
  feature('JSON columns', JSON_COLUMNS),
  feature('comments and hints', HINTS_COMMENTS),
  feature('locks', LOCKS),
  feature('raw', RAW, { ...PLAIN, ...HOOKS }),
  feature('raw alone', { ...RAW_ALONE, ...QUIRKS_RAW }),
  feature('ref', REF, { ...PLAIN, ...HOOKS }),
  feature('identifiers', IDENTIFIERS, { ...PLAIN, ...HOOKS }),
  feature('insert', INSERT, DEFAULTS),
  feature('on conflict', ON_CONFLICT, DEFAULTS),
  feature('returning', RETURNING, VERSIONS),
  feature('trigger modifications', TRIGGERS),
  feature('update', UPDATE),
  feature('update from', UPDATE_FROM),
  feature('counters', COUNTERS),
  feature('delete', DELETE, VERSIONS),
  feature('upsert', UPSERT, DEFAULTS),
  feature('truncate', TRUNCATE),
  feature('column info', COLUMN_INFO, { ...PLAIN, ...HOOKS }),
  feature('query context', QUERY_CONTEXT, { ...PLAIN, ...HOOKS }),
  feature('options, timeout, alias', RESULT_FIELDS),
  feature('chaining', CHAINING),
  feature('a suite: selects', SUITE_SELECTS),
  feature('a suite: joins and writes', SUITE_WRITES, DEFAULTS),
  feature('what builders keep, changed by hand', PRIVATES),
  feature('applications: reports', APP_REPORTS),
  feature('applications: lists and pages', APP_LISTS),
  feature('applications: tenants and permissions', APP_TENANTS),
  feature('applications: writes', APP_WRITES, DEFAULTS),
  feature('applications: queues and locks', APP_QUEUES),
  feature('applications: trees and JSON', APP_TREES_JSON),
  feature('applications: shops, blogs, chats', APP_DOMAINS),
  feature('at the limits', LIMITS),
  feature('quirks', { ...QUIRKS_WHERE, ...QUIRKS_SELECT, ...QUIRKS_WRITE }),
]

function feature(name: string, chains: Chains, configs: Feature['configs'] = PLAIN): Feature {
  return { name, chains, configs }
}
