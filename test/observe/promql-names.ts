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

/** Names of all series that there are: a histogram is three. */
export const SERIES_NAMES: ReadonlySet<string> = new Set([
  ...STANDARD,
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
