import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Folder of the dashboards and rules that are shipped. */
export const DASHBOARDS = path.resolve(__dirname, '../../dashboards')

/** One query of a panel. */
export interface Target {
  readonly refId: string
  readonly expr: string
  readonly datasource: Datasource
}

interface Datasource {
  readonly type: string
  readonly uid: string
}

/** One panel, as far as the checks look into it. Rows have no targets. */
export interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly description?: string
  readonly datasource?: Datasource
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly fieldConfig?: {
    readonly defaults: { readonly unit?: string; readonly thresholds: { readonly steps: readonly Step[] } }
  }
  readonly targets?: readonly Target[]
}

interface Step {
  readonly value: number | null
}

interface Variable {
  readonly name: string
  readonly type: string
  readonly definition?: string
}

interface Annotation {
  readonly name: string
  readonly expr: string
  readonly useValueForTime: boolean
}

/** A Grafana dashboard, as far as the checks look into it. */
export interface Dashboard {
  readonly uid: string
  readonly title: string
  readonly panels: readonly Panel[]
  readonly templating: { readonly list: readonly Variable[] }
  readonly annotations: { readonly list: readonly Annotation[] }
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
