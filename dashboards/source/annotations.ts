import type { Builder } from '@grafana/grafana-foundation-sdk/cog'
import type { AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard'
import { PROCESS, SERVICE, series } from './expressions.js'
import { DATASOURCE } from './panels/words.js'

/** Beyond a scrape that was lost: without the instance that was the first, the second would be. */
const LAST = (gauge: string) => `last_over_time(${series(gauge)}[5m])`

const MODE = LAST('query_builder_mode')
const CHANGED_AT = LAST('rollout_last_change_timestamp_seconds')

/** The percentage meant for fast as a label, because the text of an annotation can only name labels. */
const TARGETS = `count_values by (${PROCESS}) ("target", round(100 * ${MODE}, 0.01))`

/** Milliseconds, in which Grafana counts, of the moment in which the first instance took over what it has now. */
const FIRST = `1000 * min by (${SERVICE}, target) (max by (${PROCESS}) (${CHANGED_AT}) * on (${PROCESS}) group_right () ${TARGETS})`

/** All instances have followed, so that it is known which was the first; or one does not follow, and is not waited for. */
const FOLLOWED =
  `(min by (${SERVICE}) (${MODE}) == max by (${SERVICE}) (${MODE})` +
  ` or max by (${SERVICE}) (${CHANGED_AT}) < time() - 60)`

/**
 * Marks every change of a rollout once for a job and database: its time is the value of the series, which stays the same until the next
 * change, and Grafana joins marks of one series at one time. The start of a process is a change as well, so a deployment is one mark, at
 * the first start, as soon as the last old process has gone.
 */
export function rolloutChanges(): Builder<AnnotationQuery> {
  return annotation({
    name: 'Rollout changes',
    enable: true,
    iconColor: 'purple',
    expr: `${FIRST} and on (${SERVICE}) ${FOLLOWED}`,
    useValueForTime: true,
    titleFormat: 'Rollout changed',
    textFormat: '{{job}} {{database}}: {{target}} % meant for fast',
    tagKeys: 'job,database',
  })
}

/** Shades the time in which an alert was firing. Off until asked for: one that fires for days would shade everything. */
export function firingAlerts(): Builder<AnnotationQuery> {
  return annotation({
    name: 'Firing alerts',
    enable: false,
    iconColor: 'red',
    expr: 'ALERTS{alertname=~"Knexodus.+", alertstate="firing", job=~"$job", database=~"$database"}',
    titleFormat: '{{alertname}}',
    textFormat: '{{severity}}: {{job}} {{instance}} {{database}}',
    tagKeys: 'job,severity',
  })
}

/** Plain, because the library's builder hides annotations in a menu of newer versions of Grafana. */
function annotation(fields: Omit<AnnotationQuery, 'datasource' | 'hide'>): Builder<AnnotationQuery> {
  return { build: () => ({ datasource: DATASOURCE, hide: false, step: '15s', ...fields }) }
}
