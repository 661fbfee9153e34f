import { metricFamilies } from '../../src/stats/metric-families.js'
import { readRecordings } from './rules.js'

/** Prometheus's own, and those that prom-client collects of a Node.js process. */
const STANDARD = [
  'up',
  'ALERTS',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_heap_size_used_bytes',
  'process_cpu_seconds_total',
]

/** What the collectors of `knexodus/workers` say of themselves; only there where an application uses them. */
export const WORKER_SERIES = ['knexodus_cluster_workers', 'knexodus_worker_threads']

/** Names of all series that there are: a histogram is three. */
export const SERIES_NAMES: ReadonlySet<string> = new Set([
  ...STANDARD,
  ...WORKER_SERIES,
  ...readRecordings().map(({ record }) => record),
  ...metricFamilies('0').flatMap(({ name, type }) =>
    (type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']).map((end) => `knexodus_${name}${end}`),
  ),
])

/** What an expression asks for: names that are not functions, operators, labels or texts. */
export function seriesIn(expr: string): string[] {
  const bare = expr
    .replaceAll(/"[^"]*"|\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .replaceAll(/\boffset\s+\w+/g, ' ')
  return [...bare.matchAll(/(?<![\w:.])[a-zA-Z_][\w:]*(?!\w|\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => !/^(?:and|or|unless|bool)$/.test(name))
}
