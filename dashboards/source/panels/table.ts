import type { DynamicConfigValue, ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard'
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table'
import { ofNow, worded } from './words.js'
import type { PanelWords, UnplacedPanel } from './words.js'

/** A column: a query of this moment whose labels, the same in every column, say which row a value belongs to. */
export interface Column {
  readonly name: string
  readonly expr: string
  readonly unit: string
  readonly mapping?: ValueMapping
  /** Only its labels are wanted, which become columns. */
  readonly labelsOnly?: true
}

/** A table of this moment, one row per set of labels; labels that only one column has become columns. */
export function table(words: PanelWords, columns: readonly Column[]): UnplacedPanel {
  const queries = columns.map(({ expr, name }) => ({ expr, legend: name }))
  const panel = worded(new PanelBuilder(), words)
    .targets(ofNow(queries, PromQueryFormat.Table))
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({ id: 'organize', options: organized(columns) })
  for (const column of columns) panel.overrideByName(column.name, properties(column))
  return panel
}

/** Grafana names the values of a query by its letter. */
function organized(columns: readonly Column[]) {
  const excludeByName: Record<string, boolean> = { Time: true }
  const renameByName: Record<string, string> = {}
  for (const [index, { name, labelsOnly }] of columns.entries()) {
    const valueName = `Value #${String.fromCharCode('A'.charCodeAt(0) + index)}`
    renameByName[valueName] = name
    if (labelsOnly === true) excludeByName[valueName] = true
  }
  return { excludeByName, renameByName }
}

function properties({ unit, mapping }: Column): DynamicConfigValue[] {
  const asUnit = { id: 'unit', value: unit }
  return mapping === undefined
    ? [asUnit]
    : [
        asUnit,
        { id: 'mappings', value: [mapping] },
        { id: 'custom.cellOptions', value: { type: 'color-text' } },
      ]
}
