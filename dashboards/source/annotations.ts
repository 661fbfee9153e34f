import type { Builder } from '@grafana/grafana-foundation-sdk/cog'
import type { AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard'
import { PROCESS, series } from './expressions.js'
import { DATASOURCE } from './panels/words.js'

/** Milliseconds, in which Grafana counts, of the moment in which each process took over its rollout. */
const CHANGED_AT = `1000 * max by (${PROCESS}) (${series('rollout_last_change_timestamp_seconds')})`

/** The percentage meant for fast as a label, because the text of an annotation can only name labels. */
const TARGETS = `count_values by (${PROCESS}) ("target", round(100 * ${series('query_builder_mode')}, 0.01))`

/**
 * Marks every change of a rollout once per process: its time is the value of the series, which stays the same until the next change, and
 * Grafana joins marks of one series at one time. The start of a process is a change as well.
 */
export function rolloutChanges(): Builder<AnnotationQuery> {
  return annotation({
    name: 'Rollout changes',
    enable: true,
    iconColor: 'purple',
    expr: `${CHANGED_AT} * on (${PROCESS}) group_right () ${TARGETS}`,
    useValueForTime: true,
    titleFormat: 'Rollout changed',
    textFormat: '{{job}} {{instance}} {{database}}: {{target}} % meant for fast',
    tagKeys: 'job,instance,database',
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
