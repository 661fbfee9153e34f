import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog'
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus'
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common'
import type { DashboardLink, Panel } from '@grafana/grafana-foundation-sdk/dashboard'
import { linkTo } from '../links.js'
import { runbookUrl } from '../runbook.js'
import type { Topic } from '../runbook.js'

/** What every panel says about itself; there is no panel without it. */
export interface PanelWords {
  readonly title: string
  /** What is shown: one or two sentences. */
  readonly what: string
  /** What to worry about. */
  readonly bad: string
  /** What to do then. */
  readonly act: string
  /** The sections of the runbook that say more. */
  readonly runbook: Topic | readonly [Topic, ...Topic[]]
  /** Grafana's identifier of the unit. */
  readonly unit: string
}

/** One query, and how its series are called. */
export interface Query {
  readonly expr: string
  readonly legend: string
}

/** A panel before the layout gives it its place. */
export type UnplacedPanel = Builder<Panel>

/** The data source that the dashboard's first variable chooses. */
export const DATASOURCE: DataSourceRef = { type: 'prometheus', uid: '${datasource}' }

/** What the builders of all kinds of panels have in common. */
interface PanelBuilder {
  title(title: string): this
  description(description: string): this
  unit(unit: string): this
  noValue(text: string): this
  datasource(datasource: DataSourceRef): this
  links(links: Builder<DashboardLink>[]): this
}

/** Writes the words on a panel. */
export function worded<Kind extends PanelBuilder>(panel: Kind, words: PanelWords): Kind {
  const { title, what, bad, act, runbook, unit } = words
  return panel
    .title(title)
    .description(`${what} Bad: ${bad} Do: ${act}`)
    .unit(unit)
    .noValue('no data')
    .datasource(DATASOURCE)
    .links([runbook].flat().map((topic) => linkTo(`Runbook: ${topic}`, runbookUrl(topic))))
}

/** Queries over the time shown. */
export function overTime(queries: readonly Query[], format = PromQueryFormat.TimeSeries) {
  return queries.map((query, index) => target(query, index).format(format).range())
}

/** Queries of this moment: what is gone has no value, where the last one in the range would look alive. */
export function ofNow(queries: readonly Query[], format = PromQueryFormat.TimeSeries) {
  return queries.map((query, index) => target(query, index).format(format).instant())
}

function target({ expr, legend }: Query, index: number): DataqueryBuilder & Builder<Dataquery> {
  const refId = String.fromCharCode('A'.charCodeAt(0) + index)
  return new DataqueryBuilder().refId(refId).datasource(DATASOURCE).expr(expr).legendFormat(legend)
}
