import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Folder of the dashboards and rules that are shipped. */
export const DASHBOARDS = path.resolve(__dirname, '../../dashboards')

/** One query of a panel. */
export interface Target {
  readonly refId: string
  readonly expr: string
  readonly datasource: Datasource
  readonly instant?: boolean
  readonly legendFormat?: string
}

/** How a panel or a query names its data source. */
export interface Datasource {
  readonly type: string
  readonly uid: string
}

/** A link of a panel or a dashboard. */
export interface Link {
  readonly title: string
  readonly type: string
  readonly url?: string
  readonly tags?: readonly string[]
}

/** Where a panel is on the grid. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** A value from which on a panel has another colour. */
export interface Step {
  readonly value: number | null
  readonly color: string
}

/** What a panel shows in the place of values. */
export interface Mapping {
  readonly type: string
  readonly options: {
    readonly match?: string
    readonly result?: { readonly text: string; readonly color: string }
  }
}

/** One panel, as far as the checks look into it. Rows have no targets. */
export interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly description?: string
  readonly datasource?: Datasource
  readonly gridPos: Place
  readonly links?: readonly Link[]
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string
      readonly noValue?: string
      readonly mappings?: readonly Mapping[]
      readonly thresholds?: { readonly steps: readonly Step[] }
    }
  }
  readonly targets?: readonly Target[]
  readonly options?: PanelOptions
}

/** How a panel names its series. Other kinds of panels have other options. */
export interface PanelOptions {
  readonly legend?: { readonly displayMode?: string; readonly sortBy?: string }
  readonly tooltip?: { readonly mode?: string }
}

/** A choice at the top of a dashboard. */
export interface Variable {
  readonly name: string
  readonly type: string
  readonly definition?: string
  readonly multi?: boolean
  readonly includeAll?: boolean
  readonly allValue?: string
}

interface Annotation {
  readonly name: string
  readonly expr: string
  readonly enable: boolean
  readonly useValueForTime?: boolean
  readonly textFormat: string
}

/** A Grafana dashboard, as far as the checks look into it. */
export interface Dashboard {
  readonly uid: string
  readonly title: string
  readonly links: readonly Link[]
  readonly panels: readonly Panel[]
  readonly templating: { readonly list: readonly Variable[] }
  readonly annotations: { readonly list: readonly Annotation[] }
}

/** Names of the files of all dashboards. */
export function dashboardFiles(): string[] {
  return readdirSync(DASHBOARDS).filter((file) => file.endsWith('.json'))
}

/** Reads one dashboard of the dashboards folder. */
export function readDashboard(file: string): Dashboard {
  return JSON.parse(readFileSync(path.join(DASHBOARDS, file), 'utf8')) as Dashboard
}

/** The panels that show something: all but the rows. */
export function dataPanels(dashboard: Dashboard): Panel[] {
  return dashboard.panels.filter((panel) => panel.type !== 'row')
}

/** Every expression that the dashboard sends to Prometheus, with where it stands. */
export function expressions(dashboard: Dashboard): { where: string; expr: string }[] {
  const targets = dataPanels(dashboard).flatMap((panel) =>
    (panel.targets ?? []).map(({ refId, expr }) => ({ where: `panel "${panel.title}" ${refId}`, expr })),
  )
  const annotations = dashboard.annotations.list.map(({ name, expr }) => ({
    where: `annotation "${name}"`,
    expr,
  }))
  return [...targets, ...annotations]
}

/** Puts values in the place of `$name` and `${name}`; a variable without a value is an error. */
export function substitute(expr: string, values: Readonly<Record<string, string>>): string {
  return expr.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced: string | undefined, plain: string | undefined) => {
      const value = values[braced ?? plain ?? '']
      if (value === undefined) throw new Error(`no value for ${whole} in ${expr}`)
      return value
    },
  )
}
