import { substitute } from '../dashboard.js'
import { nowSeconds } from './prometheus-data.js'
import type { Run } from './run.js'

/** That every variable of the dashboards offers what there is to choose. */
export async function checkVariables({ report, stage, dashboards }: Run): Promise<void> {
  const chosen = { job: stage.shop.name, instance: '.*', database: '.*' }
  for (const { uid, templating } of dashboards) {
    for (const { name, definition } of templating.list) {
      if (definition === undefined) continue
      await report.check(`${uid}: variable ${name}`, async () => {
        const values = await labelValues(stage.prometheus, definition, chosen)
        if (values.length === 0) throw new Error(`no values: ${definition}`)
        return values.join(', ')
      })
    }
  }
}

/** Runs `label_values(selector, label)` as Grafana does. */
async function labelValues(
  { api }: Run['stage']['prometheus'],
  definition: string,
  chosen: Readonly<Record<string, string>>,
): Promise<string[]> {
  const [, selector, label] = /^label_values\((.+), *(\w+)\)$/.exec(definition) ?? []
  if (selector === undefined || label === undefined) throw new Error(`not understood: ${definition}`)
  const now = nowSeconds()
  const range = { start: String(now - 60), end: String(now) }
  const values = await api(`label/${label}/values`, { 'match[]': substitute(selector, chosen), ...range })
  return values as string[]
}
