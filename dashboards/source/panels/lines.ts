import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common'
import type { DynamicConfigValue, Threshold } from '@grafana/grafana-foundation-sdk/dashboard'
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries'
import { steps } from './stat.js'
import { overTime, worded } from './words.js'
import type { PanelWords, Query, UnplacedPanel } from './words.js'

/** What is drawn, and how. */
export interface LinesOptions {
  readonly queries: readonly Query[]
  /** Drawn as lines. */
  readonly thresholds?: readonly Threshold[]
  readonly stacked?: boolean
  /** Highest value there can be. */
  readonly max?: number
}

const DASHED: DynamicConfigValue = { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } }

/** Values over time. Series whose names end in `fast`, `legacy`, `target` or `before` look the same everywhere. */
export function lines(words: PanelWords, options: LinesOptions): UnplacedPanel {
  const panel = worded(new PanelBuilder(), words)
    .targets(overTime(options.queries))
    .axisSoftMin(0)
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(2)
    .fillOpacity(options.stacked === true ? 30 : 5)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(false)
    .legend(legend())
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .overrideByRegexp('/fast$/', [shades('blue')])
    .overrideByRegexp('/legacy$/', [shades('orange')])
    .overrideByRegexp('/(target|before)$/', [DASHED])
  if (options.max !== undefined) panel.max(options.max)
  if (options.stacked === true)
    panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
  if (options.thresholds !== undefined) drawLimits(panel, options.thresholds)
  return panel
}

/** A legend below, which several kinds of panels share. */
export function legend(): VizLegendOptionsBuilder {
  return new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true)
    .calcs([])
}

function drawLimits(panel: PanelBuilder, thresholds: readonly Threshold[]): void {
  const dashed = new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed)
  panel.thresholds(steps(thresholds)).thresholdsStyle(dashed)
}

/** The builder is known by its colour, and one service from another by how dark it is. */
function shades(fixedColor: string): DynamicConfigValue {
  return { id: 'color', value: { mode: 'shades', fixedColor } }
}
