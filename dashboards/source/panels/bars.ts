import { BarGaugeDisplayMode, VizOrientation } from '@grafana/grafana-foundation-sdk/common'
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge'
import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard'
import { NO_DATA } from './mappings.js'
import { byThresholds, steps } from './stat.js'
import { ofNow, worded } from './words.js'
import type { PanelWords, Query, UnplacedPanel } from './words.js'

/** One bar per series, from 0 to `max`. */
export function bars(
  words: PanelWords,
  query: Query,
  options: { readonly thresholds: readonly Threshold[]; readonly max: number },
): UnplacedPanel {
  return worded(new PanelBuilder(), words)
    .targets(ofNow([query]))
    .mappings([NO_DATA])
    .thresholds(steps(options.thresholds))
    .colorScheme(byThresholds())
    .min(0)
    .max(options.max)
    .displayMode(BarGaugeDisplayMode.Basic)
    .orientation(VizOrientation.Horizontal)
}
