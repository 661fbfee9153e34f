import type { Dashboard } from '../dashboard.js'
import type { PanelQuery } from './panels.js'
import type { Report } from './report.js'
import type { Stage } from './stage.js'

/** The databases of the demo's service, by label. */
export const DATABASES: readonly string[] = ['shop', 'reports']

/** One run of the live check: what runs, what is asked, and where it is told. */
export interface Run {
  readonly report: Report
  readonly stage: Stage
  readonly signal: AbortSignal
  readonly dashboards: readonly Dashboard[]
  readonly queries: readonly PanelQuery[]
  /** Seconds to stay at each percentage. */
  readonly seconds: number
}
