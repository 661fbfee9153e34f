import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { metricFamilies } from '../../src/stats/metric-families.js'
import { DASHBOARDS } from './dashboard.js'

/** One rule of the file of alerts. There may be several of one name. */
export interface AlertRule {
  readonly alert: string
  readonly expr: string
  readonly labels: { readonly severity: string }
}

/** What the rules of the lint hold a dashboard against. */
export interface Facts {
  /** Prefix of the names of all metrics. */
  readonly prefix: string
  /** Every series there is, a histogram's three included. */
  readonly series: ReadonlySet<string>
  readonly counters: ReadonlySet<string>
  /** Anchors of the runbook's headings. */
  readonly anchors: ReadonlySet<string>
}

/** What is so in this repository, for a metric prefix. */
export function facts(prefix = 'knexodus_'): Facts {
  const families = metricFamilies('0').map(({ name, type }) => ({
    names: seriesOf(prefix + name, type),
    type,
  }))
  const counted = families.filter(({ type }) => type !== 'gauge')
  return {
    prefix,
    series: new Set(families.flatMap(({ names }) => names)),
    counters: new Set(counted.flatMap(({ names }) => names)),
    anchors: new Set(headings(readFileSync(path.join(DASHBOARDS, '../docs/runbook.md'), 'utf8'))),
  }
}

/** All alerts. */
export function alertRules(): AlertRule[] {
  const text = readFileSync(path.join(DASHBOARDS, 'prometheus/alerts.yml'), 'utf8')
  const { groups } = parse(text) as { groups: { rules: AlertRule[] }[] }
  return groups.flatMap(({ rules }) => rules)
}

/** Metrics of others that a dashboard may ask for: Prometheus' own, and prom-client's default ones. */
export const OTHERS = [
  'up',
  'ALERTS',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_heap_size_used_bytes',
  'process_cpu_seconds_total',
]

function seriesOf(name: string, type: string): string[] {
  return type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name]
}

function headings(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
