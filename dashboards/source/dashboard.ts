import { DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard'
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard'
import { firingAlerts, rolloutChanges } from './annotations.js'
import { layOut } from './layout.js'
import type { Row } from './layout.js'
import { TAG, dashboardLinks } from './links.js'
import { variables } from './variables.js'

/** A dashboard in the format that every version of Grafana since 10 imports. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the format that replaces it cannot be imported before Grafana 12
export type ClassicDashboard = Dashboard

/** What is different from one dashboard to the next. */
export interface DashboardWords {
  /** Also the name of its file. */
  readonly uid: string
  readonly title: string
  readonly description: string
  /** What is shown first: `now-1h`. */
  readonly from: string
}

/** Version of the format that Grafana 10 writes; newer ones migrate it when they load it. */
const SCHEMA_VERSION = 39

/** A whole dashboard, as Grafana imports it. */
export function dashboard(words: DashboardWords, rows: readonly Row[]): ClassicDashboard {
  const { uid, title, description, from } = words
  return {
    uid,
    title,
    description,
    tags: [TAG],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: true,
    timezone: 'browser',
    graphTooltip: DashboardCursorSync.Crosshair,
    refresh: '30s',
    time: { from, to: 'now' },
    links: dashboardLinks().map((link) => link.build()),
    annotations: { list: [rolloutChanges().build(), firingAlerts().build()] },
    templating: { list: variables().map((variable) => variable.build()) },
    panels: layOut(rows),
  }
}
