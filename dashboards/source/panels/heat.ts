import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  PanelBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap'
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus'
import { overTime, worded } from './words.js'
import type { PanelWords, UnplacedPanel } from './words.js'

/** The buckets of a histogram over time: `expr` gives one series per `le`. */
export function heat(words: PanelWords, expr: string): UnplacedPanel {
  return worded(new PanelBuilder(), words)
    .targets(overTime([{ expr, legend: '{{le}}' }], PromQueryFormat.Heatmap))
    .calculate(false)
    .color(
      new HeatmapColorOptionsBuilder().mode(HeatmapColorMode.Scheme).scheme('Blues').exponent(0.5).steps(64),
    )
    .yAxis(new YAxisConfigBuilder().unit(words.unit))
    .cellGap(1)
}
