import type { MetricsView } from './metrics-view.js'

/** Label values come from closed lists, and databases are such a list: an adapter per tenant would be none. */
export const MOST_DATABASES = 16

/** The adapters whose numbers one metric shows, each of another database. A closed one makes room for its successor. */
export class Views {
  private views: readonly MetricsView[] = []

  /** Those that are not closed. */
  get open(): readonly MetricsView[] {
    if (this.views.some(isClosed)) this.views = this.views.filter((view) => !isClosed(view))
    return this.views
  }

  /** Adds one; `false` when its database is shown already, or too many are. Adding it again changes nothing. */
  add(view: MetricsView): boolean {
    const { open } = this
    if (open.includes(view)) return true
    const isTaken = open.some(({ database }) => database === view.database)
    if (isTaken || open.length >= MOST_DATABASES) return false
    this.views = [...open, view]
    return true
  }
}

function isClosed(view: MetricsView): boolean {
  return view.isClosed()
}
