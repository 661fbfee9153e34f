import { describe, expect, it } from 'vitest'
import { facts } from './dashboard-facts.js'
import { PANEL_RULES } from './dashboard-panel-rules.js'
import { QUERY_RULES, notShown } from './dashboard-query-rules.js'
import { readDashboard } from './dashboard.js'
import type { Dashboard } from './dashboard.js'

/* The rules of the lint, each on a dashboard that breaks it: a rule that finds nothing proves nothing. */

const FACTS = facts()
const RULES = { ...PANEL_RULES, ...QUERY_RULES }

type Breaking = [rule: string, how: string, change: (text: string) => string]

/** Changes to the text of the rollout dashboard; each has to be found by its rule. */
const BREAKING: Breaking[] = [
  ['says what it is, what is bad and what to do', 'no Bad', replaced(' Bad: ', ' Good: ')],
  ['says what it is, what is bad and what to do', 'no Do', replaced(' Do: ', ' Done: ')],
  ['says what it is, what is bad and what to do', 'no title', replaced('"title":"Speed-up"', '"title":""')],
  ['has units', 'no unit', replaced('"unit":"percentunit"', '"unit":""')],
  [
    'takes its data from the source that is chosen',
    'a fixed source',
    replaced('${datasource}', 'prometheus-1'),
  ],
  [
    'leads into the runbook',
    'a section that is not',
    replaced('runbook.md#knexodusfallback', 'runbook.md#knexodusfalback'),
  ],
  ['leads into the runbook', 'another page', replaced('docs/runbook.md#', 'docs/metrics.md#')],
  ['has each id, title and refId once', 'an id twice', replaced('"id":102', '"id":101')],
  [
    'has each id, title and refId once',
    'a title twice',
    replaced('"title":"Fallbacks"', '"title":"Speed-up"'),
  ],
  ['has each id, title and refId once', 'a refId twice', replaced('"refId":"B"', '"refId":"A"')],
  ['lies on the grid', 'beside it', replaced('"w":8', '"w":25')],
  ['lies on the grid', 'above it', replaced('"y":1,', '"y":-1,')],
  ['has no panel over another', 'on a neighbour', replaced('"x":4', '"x":3')],
  ['never shows no data as healthy', 'a green one', replaced('"color":"purple"', '"color":"green"')],
  ['never shows no data as healthy', 'none', replaced('"match":"null+nan"', '"match":"nan"')],
  [
    'does not take the dead for healthy',
    'without a life sign',
    replaced(') count(knexodus_build_info', ') max(knexodus_build_info'),
  ],
  ['shows the numbers of now', 'of the range', replaced('"instant":true', '"instant":false')],
  [
    'can be told which data source, job, instance and database',
    'another name',
    replaced('"name":"database"', '"name":"db"'),
  ],
  [
    'can be told which data source, job, instance and database',
    'all of all jobs',
    replaced('build_info{job=~\\"$job\\"}, instance', 'build_info, instance'),
  ],
  [
    'can be told which data source, job, instance and database',
    'one only',
    replaced('"multi":true', '"multi":false'),
  ],
  [
    'can be told which data source, job, instance and database',
    'an All that wants a label',
    replaced('"allValue":".*"', '"allValue":".+"'),
  ],
  ['asks for what is chosen', 'every database', replaced(', database=~\\"$database\\"}', '}')],
  [
    'asks for what is chosen',
    'no selector',
    replaced(
      'min(knexodus_rollout_config_valid{job=~\\"$job\\", instance=~\\"$instance\\", database=~\\"$database\\"})',
      'min(knexodus_rollout_config_valid)',
    ),
  ],
  [
    'asks processes only for what is chosen',
    'every process',
    replaced('used_bytes{job=~\\"$job\\", instance=~\\"$instance\\"}', 'used_bytes{}'),
  ],
  [
    'asks for what there is',
    'a misspelt name',
    replaced('knexodus_query_builder_calls_total', 'knexodus_query_builder_cals_total'),
  ],
  [
    'asks for what there is',
    'a stranger',
    replaced('nodejs_heap_size_used_bytes', 'nodejs_heap_size_free_bytes'),
  ],
  ['has windows that fit what is shown', 'a fixed one in a graph', replaced('[$__rate_interval]', '[5m]')],
  [
    'has windows that fit what is shown',
    'an hour for what has no samples',
    replaced('[$__rate_interval]', '[1h]'),
  ],
  [
    'has windows that fit what is shown',
    'all that is shown in a graph',
    replaced('[$__rate_interval]', '[$__range]'),
  ],
  [
    'has windows that fit what is shown',
    'a colour that depends on the zoom',
    replaced('[5m]', '[$__rate_interval]'),
  ],
  [
    'names a hundred instances so that they can be read',
    'a list',
    replaced('"displayMode":"table"', '"displayMode":"list"'),
  ],
  [
    'names a hundred instances so that they can be read',
    'no order',
    replaced('"sortBy":"Last"', '"sortBy":"Name"'),
  ],
  [
    'names a hundred instances so that they can be read',
    'all at once',
    replaced('"mode":"single"', '"mode":"multi"'),
  ],
  [
    'shows how counters grow, and gauges as they are',
    'a bare counter',
    replaced('increase(knexodus_parity', 'max(knexodus_parity'),
  ],
  [
    'shows how counters grow, and gauges as they are',
    'a rated gauge',
    replaced('min(knexodus_rollout_config_valid', 'rate(knexodus_rollout_config_valid'),
  ],
  ['names no bucket', 'a bucket', replaced('builder_type=\\"fast\\",', 'le=\\"0.0001\\",')],
  [
    'marks the changes of the rollout',
    'when scraped',
    replaced('"useValueForTime":true', '"useValueForTime":false'),
  ],
  [
    'marks the changes of the rollout',
    'never',
    replaced('rollout_last_change_timestamp_seconds', 'rollout_config_valid'),
  ],
  ['marks the changes of the rollout', 'without its percentage', replaced('{{target}}', '{{job}}')],
  [
    'marks the changes of the rollout',
    'by instance',
    replaced('{{job}} {{database}}', '{{job}} {{instance}} {{database}}'),
  ],
]

const whole = JSON.stringify(readDashboard('knexodus-rollout.json'))

function replaced(from: string, to: string) {
  return (text: string): string => text.replaceAll(from, to)
}

describe.each(BREAKING)('"%s" finds %s', (name, _how, change) => {
  it('and nothing before', () => {
    const broken = change(whole)
    expect(broken).not.toBe(whole)
    expect(RULES[name]!(JSON.parse(broken) as Dashboard, FACTS)).not.toEqual([])
    expect(RULES[name]!(JSON.parse(whole) as Dashboard, FACTS)).toEqual([])
  })
})

it('no rule is without a dashboard that breaks it', () => {
  expect([...new Set(BREAKING.map(([name]) => name))].sort()).toEqual(Object.keys(RULES).sort())
})

it('a metric that no dashboard shows is found', () => {
  const dashboard = JSON.parse(whole.replaceAll('knexodus_parity_checks_total', 'up')) as Dashboard
  expect(notShown([dashboard], FACTS)).toContain('knexodus_parity_checks_total')
})
