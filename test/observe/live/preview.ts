import { pageOf } from '../preview/page.js'
import type { Report } from './report.js'
import type { SavedDashboard } from './save.js'

/** That every panel can be drawn from what its queries answered, and shows something. */
export async function checkPreview(report: Report, saved: readonly SavedDashboard[]): Promise<void> {
  for (const dashboard of saved) {
    await report.check(`${dashboard.dashboard.uid}: every panel is drawn with data`, () => {
      const { values } = pageOf(dashboard)
      const empty = [...values].filter(([, count]) => count === 0).map(([title]) => title)
      if (empty.length > 0 || values.size === 0) throw new Error(`nothing to see in: ${empty.join(', ')}`)
      return `${values.size} panels`
    })
  }
}
