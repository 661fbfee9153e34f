import { VisibilityMode } from '@grafana/grafana-foundation-sdk/common'
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard'
import type { ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard'
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline'
import { legend } from './lines.js'
import { NO_DATA } from './mappings.js'
import { overTime, worded } from './words.js'
import type { PanelWords, Query, UnplacedPanel } from './words.js'

/** Which state each series was in when, in the colours of `mapping` or else the bluer the more. A hole is no data. */
export function timeline(words: PanelWords, query: Query, mapping?: ValueMapping): UnplacedPanel {
  return worded(new PanelBuilder(), words)
    .targets(overTime([query]))
    .mappings(mapping === undefined ? [NO_DATA] : [NO_DATA, mapping])
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.ContinuousBlues))
    .min(0)
    .mergeValues(true)
    .showValue(VisibilityMode.Auto)
    .legend(legend().showLegend(false))
}
