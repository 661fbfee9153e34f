import type { PrometheusServer } from '../../../demo/observe/prometheus.js'
import type { Dashboard } from '../dashboard.js'
import { expressions, substitute } from '../dashboard.js'
import { queryRange } from './prometheus-data.js'
import type { Series, Span } from './prometheus-data.js'
import type { Run } from './run.js'
import { timing } from './variables.js'
import type { Values } from './variables.js'

/** A file is looked at every second, and a busy machine may be late. */
const NOTICED_SECONDS = 4

/** A change of the rollout: when, in Unix seconds, and to what. */
export interface Change {
  readonly at: number
  readonly percentage: number
}

/** Whom a mark belongs to, and when it is, in Unix seconds. */
export interface Mark {
  readonly labels: Readonly<Record<string, string>>
  readonly time: number
}

/** Where Grafana would draw marks for an annotation whose values are times in milliseconds: one for each time of a series. */
export function marksOf(series: readonly Series[], { start, end }: Span): Mark[] {
  return series.flatMap(({ metric, values }) =>
    [...new Set(values.map(([, value]) => Number(value) / 1000))]
      .filter((time) => time >= start && time <= end)
      .map((time) => ({ labels: metric, time })),
  )
}

/** Runs an annotation's query as Grafana would. */
export async function runAnnotation(
  prometheus: PrometheusServer,
  expr: string,
  values: Values,
  span: Span,
): Promise<readonly Series[]> {
  return queryRange(prometheus, substitute(expr, { ...timing(span.end - span.start), ...values }), span)
}

/** The queries of a dashboard's annotations, by name. */
export function annotationQueries(dashboard: Dashboard): { name: string; expr: string; isTime: boolean }[] {
  const prefix = 'annotation "'
  return expressions(dashboard)
    .filter(({ where }) => where.startsWith(prefix))
    .map(({ where, expr }) => {
      const name = where.slice(prefix.length, -1)
      const isTime = dashboard.annotations.list.some((each) => each.name === name && each.useValueForTime)
      return { name, expr, isTime }
    })
}

/**
 * That each change is marked once for each job and database, however many instances, with its percentage, and nothing else is.
 *
 * @param changes in order
 * @throws Error that says which change, or which mark, stands alone
 */
export function expectMarks(marks: readonly Mark[], changes: readonly Change[]): string {
  const nameOf = ({ labels }: Mark) => ['job', 'database'].map((label) => labels[label]).join(' ')
  const services = new Set(marks.map(nameOf))
  if (services.size === 0) throw new Error('no marks')
  for (const service of services) {
    const own = marks.filter((mark) => nameOf(mark) === service)
    for (const { at, percentage } of changes) {
      const its = own.filter(({ time }) => time >= at && time <= at + NOTICED_SECONDS)
      const targets = its.map(({ labels }) => labels['target'])
      if (its.length !== 1)
        throw new Error(`${its.length} marks of ${service} for the step to ${percentage} %`)
      if (targets[0] !== String(percentage))
        throw new Error(`${service} says ${targets[0]}, not ${percentage} %`)
    }
    if (own.length !== changes.length)
      throw new Error(`${own.length} marks of ${service}, ${changes.length} changes`)
  }
  return `${changes.length} changes, marked once for each of ${services.size}`
}

/** That every annotation of every dashboard marks the steps. */
export async function checkAnnotations(run: Run, changes: readonly Change[], span: Span): Promise<void> {
  const values = { job: run.stage.shop.name, instance: '.*', database: '.*' }
  for (const dashboard of run.dashboards) {
    for (const { name, expr, isTime } of annotationQueries(dashboard)) {
      await run.report.check(`${dashboard.uid}: annotation "${name}"`, async () => {
        const series = await runAnnotation(run.stage.prometheus, expr, values, span)
        if (isTime) return expectMarks(marksOf(series, span), changes)
        // Of alerts: there were none yet.
        if (series.length > 0) throw new Error(`${series.length} series, expected none`)
        return 'nothing, as it should be'
      })
    }
  }
}
