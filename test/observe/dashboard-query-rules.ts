import { OTHERS } from './dashboard-facts.js'
import type { Facts } from './dashboard-facts.js'
import type { Rule } from './dashboard-panel-rules.js'
import { dataPanels, expressions } from './dashboard.js'
import type { Dashboard } from './dashboard.js'

const CHOSEN = ['datasource', 'job', 'instance', 'database']
const OF_ALL = 'job=~"$job", instance=~"$instance", database=~"$database"'
const OF_PROCESSES = 'job=~"$job", instance=~"$instance"'

/** Functions of a counter that the rates of processes that restarted come from, and their windows. */
const GROWTH = /\b(?:rate|increase)\([^[\]]*\[([^\]]*)\]/g

/**
 * A number of this moment is about the windows of the alerts, so that its colour does not change with the time shown, or about all of
 * that time, and says so. Every point of a graph is about what is between it and the next, or, where that holds too few samples, about
 * an hour: all that is shown, read again at every point, would be more work than Prometheus does in its time.
 */
const WINDOWS = {
  number: ['5m', '1h', '$__range'],
  graph: ['$__rate_interval'],
  samples: ['$__rate_interval', '1h'],
}
const SAMPLES = 'query_build_duration_seconds_'

/** Counters that were above 0 when they were first seen: no increase shows that. */
const BORN_LATE = /(\w+\{[^}]*\}) > 0 unless \1 offset \$__range/g

/** What is asked of the queries. */
export const QUERY_RULES: Readonly<Record<string, Rule>> = {
  'can be told which data source, job, instance and database': ({ templating: { list } }, { prefix }) => {
    const [source, ...others] = list
    return [
      list.map(({ name }) => name).join() !== CHOSEN.join() &&
        `other variables: ${list.map(({ name }) => name).join()}`,
      source?.type !== 'datasource' && 'no data source to choose',
      ...others.flatMap(({ name, definition = '', multi, includeAll, allValue }, index) => [
        !definition.startsWith(`label_values(${prefix}build_info`) && `${name}: ${definition}`,
        ...CHOSEN.slice(1, index + 1).map(
          (above) => !definition.includes(`${above}=~"$${above}"`) && `${name} does not depend on ${above}`,
        ),
        (multi !== true || includeAll !== true) && `${name}: one only`,
        // An empty regular expression would not match a label; this one matches where there is no label, too.
        allValue !== '.*' && `${name}: All is ${allValue}`,
      ]),
    ].filter((found) => found !== false)
  },

  'asks for what is chosen': (dashboard, { prefix }) =>
    selectors(dashboard, new RegExp(`${prefix}\\w+`)).flatMap(({ where, name, matchers }) =>
      matchers.endsWith(OF_ALL) ? [] : [`${where}: ${name}{${matchers}}`],
    ),

  'asks processes only for what is chosen': (dashboard) =>
    selectors(dashboard, /up|nodejs_\w+|process_\w+/).flatMap(({ where, name, matchers }) =>
      matchers === OF_PROCESSES ? [] : [`${where}: ${name}{${matchers}}`],
    ),

  'asks for what there is': (dashboard, facts) =>
    expressions(dashboard).flatMap(({ where, expr }) => {
      const asked = selected(expr)
      const missing = asked.filter((name) => !facts.series.has(name) && !OTHERS.includes(name))
      return [
        ...(asked.length === 0 ? [`${where} asks for nothing`] : []),
        ...missing.map((name) => `${where}: ${name}`),
      ]
    }),

  'has windows that fit what is shown': (dashboard) =>
    dataPanels(dashboard).flatMap(({ title, targets = [] }) =>
      targets.flatMap(({ expr, instant }) => {
        const drawn = expr.includes(SAMPLES) ? WINDOWS.samples : WINDOWS.graph
        const allowed = instant === true ? WINDOWS.number : drawn
        return [...expr.matchAll(GROWTH)]
          .filter(([, window]) => !allowed.includes(window!))
          .map(([, window]) => `${title}: ${window}`)
      }),
    ),

  'shows how counters grow, and gauges as they are': (dashboard, { counters, series }) =>
    expressions(dashboard).flatMap(({ where, expr }) =>
      [...expr.replaceAll(BORN_LATE, '').matchAll(/(\w*)\(?(?<!\w)(\w+)\{/g)]
        .filter(([, , name]) => series.has(name!))
        .filter(([, fn, name]) => counters.has(name!) !== (fn === 'rate' || fn === 'increase'))
        .map(([, fn, name]) => `${where}: ${fn}(${name})`),
    ),

  'names no bucket': (dashboard) =>
    expressions(dashboard).flatMap(({ where, expr }) => (/\ble\s*[=!]/.test(expr) ? [where] : [])),

  'marks the changes of the rollout': ({ annotations: { list } }, { prefix }) => {
    const marks = list.find(({ expr }) => expr.includes(`${prefix}rollout_last_change_timestamp_seconds{`))
    const says = ['{{job}}', '{{database}}', '{{target}} %'].filter(
      (part) => !marks?.textFormat.includes(part),
    )
    return [
      marks?.enable !== true && 'not marked',
      marks?.useValueForTime !== true && 'marked when it was scraped, not when it changed',
      marks?.textFormat.includes('{{instance}}') === true && 'marked by every instance',
      ...says.map((part) => `does not say ${part}`),
    ].filter((found) => found !== false)
  },
}

/** Names of the metrics in an expression. Only they are followed by a selector here. */
export function selected(expr: string): string[] {
  return [...expr.matchAll(/\b([a-zA-Z_]\w*)\{/g)].map(([, name]) => name!)
}

/** Whether some dashboard shows every series there is. */
export function notShown(dashboards: readonly Dashboard[], { series }: Facts): string[] {
  const shown = new Set(dashboards.flatMap((each) => expressions(each).flatMap(({ expr }) => selected(expr))))
  return [...series].filter((name) => !shown.has(name))
}

/** Where metrics of a name stand, and what is between their braces: nothing, where they have none. */
function selectors(dashboard: Dashboard, names: RegExp) {
  const selector = new RegExp(`(?<![\\w"])(${names.source})(?![\\w(])(?:\\{([^}]*)\\})?`, 'g')
  return expressions(dashboard).flatMap(({ where, expr }) =>
    [...expr.matchAll(selector)].map(([, name, matchers = '']) => ({ where, name: name!, matchers })),
  )
}
