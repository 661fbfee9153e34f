import type { PrometheusServer } from '../../../demo/observe/prometheus.js'
import { dataPanels, substitute } from '../dashboard.js'
import type { Dashboard } from '../dashboard.js'
import { EXEMPTIONS } from './exemptions.js'
import { queryAt, queryRange } from './prometheus-data.js'
import type { Series, Span } from './prometheus-data.js'
import type { Report } from './report.js'
import { timing } from './variables.js'
import type { Choice, Values } from './variables.js'

/** One query of one panel. */
export interface PanelQuery {
  readonly dashboard: string
  readonly panel: string
  readonly refId: string
  readonly expr: string
  /** Asked for one moment instead of a range. */
  readonly instant: boolean
}

/** A part of the run that panels are looked at in. */
export interface Scene {
  readonly title: string
  readonly span: Span
  readonly choices: readonly Choice[]
}

/** Every query of every panel. */
export function panelQueries(dashboards: readonly Dashboard[]): PanelQuery[] {
  return dashboards.flatMap((dashboard) =>
    dataPanels(dashboard).flatMap(({ title, targets = [] }) =>
      targets.map(({ refId, expr, instant = false }) => {
        return { dashboard: dashboard.uid, panel: title, refId, expr, instant }
      }),
    ),
  )
}

/** That every query of every panel has finite series in a scene, whatever is chosen in the variables. */
export async function checkPanels(
  report: Report,
  prometheus: PrometheusServer,
  queries: readonly PanelQuery[],
  scene: Scene,
): Promise<void> {
  for (const query of queries) {
    const title = `${scene.title}: ${query.dashboard}: "${query.panel}" ${query.refId}`
    await report.check(title, () => checkQuery(prometheus, query, scene))
  }
}

async function checkQuery(
  prometheus: PrometheusServer,
  query: PanelQuery,
  { title, span, choices }: Scene,
): Promise<string | undefined> {
  const exemption = exemptionOf(query, title)
  for (const { name, values } of choices) {
    const series = await runQuery(prometheus, query, values, span)
    if (exemption === undefined) expectFinite(series, `${name} chosen, ${query.expr}`)
    // Where all jobs are chosen, others may have what this one has not.
    else if (name !== 'All') expectNothing(series, span.end, `${name} chosen, ${query.expr}`)
  }
  return exemption && `nothing, because ${exemption.reason}`
}

/** Runs a panel's query as Grafana would. */
export async function runQuery(
  prometheus: PrometheusServer,
  { expr, instant }: PanelQuery,
  values: Values,
  span: Span,
): Promise<readonly Series[]> {
  const query = substitute(expr, { ...timing(span.end - span.start), ...values })
  if (!instant) return queryRange(prometheus, query, span)
  const samples = await queryAt(prometheus, query, span.end)
  return samples.map(({ metric, value }) => ({ metric, values: [value] }))
}

/**
 * That there are series, and every value of them is a number one can draw: a misspelt name answers success, with none.
 *
 * @throws Error that says what is not
 */
export function expectFinite(series: readonly Series[], what: string): void {
  if (series.length === 0) throw new Error(`no series: ${what}`)
  for (const { metric, values } of series) {
    const wrong = values.find(([, value]) => !Number.isFinite(Number(value)))
    if (wrong !== undefined) throw new Error(`${wrong[1]} in ${JSON.stringify(metric)}: ${what}`)
    if (values.length === 0) throw new Error(`no value in ${JSON.stringify(metric)}: ${what}`)
  }
}

/** Nothing at the end: earlier points look back on the scene before. */
function expectNothing(series: readonly Series[], end: number, what: string): void {
  const values = series.flatMap((each) => each.values).filter(([time]) => time > end - 1)
  const finite = values.find(([, value]) => Number.isFinite(Number(value)))
  if (finite !== undefined) throw new Error(`expected nothing, and exempted, but got ${finite[1]}: ${what}`)
}

function exemptionOf({ dashboard, panel, refId }: PanelQuery, scene: string) {
  return EXEMPTIONS.find(
    (each) =>
      each.dashboard === dashboard &&
      each.panel === panel &&
      (each.refId ?? refId) === refId &&
      each.in.includes(scene),
  )
}
