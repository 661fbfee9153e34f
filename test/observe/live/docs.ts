import { promqlInDocs } from '../promql-in-docs.js'
import { nowSeconds, queryAt } from './prometheus-data.js'
import type { Run } from './run.js'

/** That Prometheus understands every expression that the documentation tells people to ask, and has an answer. */
export async function checkDocs({ report, stage }: Run): Promise<void> {
  for (const { page, section, expr, mayBeEmpty } of promqlInDocs()) {
    await report.check(`${page}, "${section}": ${expr.replaceAll(/\s+/g, ' ')}`, async () => {
      const series = await queryAt(stage.prometheus, expr, nowSeconds())
      if (series.length === 0 && !mayBeEmpty) throw new Error('no series')
      return `${series.length} series`
    })
  }
}
