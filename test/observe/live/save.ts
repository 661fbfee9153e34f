import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dataPanels } from '../dashboard.js'
import type { Dashboard } from '../dashboard.js'
import { annotationQueries, runAnnotation } from './annotations.js'
import { runQuery } from './panels.js'
import type { PanelQuery } from './panels.js'
import type { Series, Span } from './prometheus-data.js'
import type { Run } from './run.js'

/** A dashboard, and what its queries answered over a run: enough to draw it. */
export interface SavedDashboard {
  readonly dashboard: Dashboard
  readonly span: Span
  readonly answers: readonly {
    readonly panel: number
    readonly refId: string
    readonly series: readonly Series[]
  }[]
  readonly annotations: readonly {
    readonly name: string
    readonly isTime: boolean
    readonly series: readonly Series[]
  }[]
}

/** Asks every query of every dashboard about the shop over a span. */
export async function answersOf(run: Run, span: Span): Promise<SavedDashboard[]> {
  return Promise.all(run.dashboards.map((dashboard) => answersOfOne(run, dashboard, span)))
}

async function answersOfOne({ stage }: Run, dashboard: Dashboard, span: Span): Promise<SavedDashboard> {
  const values = { job: stage.shop.name, instance: '.*', database: '.*' }
  const asked = dataPanels(dashboard).flatMap(({ id, title, targets = [] }) =>
    targets.map(({ refId, expr, instant = false }) => {
      const query: PanelQuery = { dashboard: dashboard.uid, panel: title, refId, expr, instant }
      return { id, query }
    }),
  )
  const answers = await Promise.all(
    asked.map(async ({ id, query }) => ({
      panel: id,
      refId: query.refId,
      series: await runQuery(stage.prometheus, query, values, span),
    })),
  )
  const annotations = await Promise.all(
    annotationQueries(dashboard).map(async ({ name, expr, isTime }) => ({
      name,
      isTime,
      series: await runAnnotation(stage.prometheus, expr, values, span),
    })),
  )
  return { dashboard, span, answers, annotations }
}

/** Writes one JSON file for each dashboard, named by its uid. */
export function save(folder: string, dashboards: readonly SavedDashboard[]): void {
  mkdirSync(folder, { recursive: true })
  for (const saved of dashboards) {
    writeFileSync(path.join(folder, `${saved.dashboard.uid}.json`), JSON.stringify(saved))
  }
}
