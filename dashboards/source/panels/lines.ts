import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ScaleDistribution,
  ScaleDistributionConfigBuilder,
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
  /** Doubles from line to line: for times, of which a single one may be a hundred times the others. */
  readonly doubling?: boolean
  /** One series for each instance, of which there may be a hundred: their names are a table, and one is pointed at at a time. */
  readonly byInstance?: InstanceTable
}

/** Where the table of instances is, and in which order. */
export interface InstanceTable {
  readonly placement: LegendPlacement
  readonly highestFirst: boolean
}

/** In a wide panel about work: the instance that does none is the first. */
export const BESIDE: InstanceTable = { placement: LegendPlacement.Right, highestFirst: false }

/** In a narrow panel about what is used up: the instance with most is the first. */
export const BELOW: InstanceTable = { placement: LegendPlacement.Bottom, highestFirst: true }

const DASHED: DynamicConfigValue = { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } }

/** What is asked for is no builder's. */
const PLAIN: DynamicConfigValue = { id: 'color', value: { mode: 'fixed', fixedColor: 'text' } }

/** Values over time. Series whose names end in `fast`, `legacy`, `target` or `before` look the same everywhere. */
export function lines(words: PanelWords, options: LinesOptions): UnplacedPanel {
  const panel = worded(new PanelBuilder(), words)
    .targets(overTime(options.queries))
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(options.stacked === true ? 1 : 2)
    .fillOpacity(options.stacked === true ? 30 : 5)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(false)
    .legend(options.byInstance === undefined ? legend() : instanceTable(options.byInstance))
    .tooltip(tooltip(options.byInstance === undefined ? TooltipDisplayMode.Multi : TooltipDisplayMode.Single))
    .overrideByRegexp('/fast$/', [shades('blue')])
    .overrideByRegexp('/legacy$/', [shades('orange')])
    .overrideByRegexp('/(target|before)$/', [DASHED])
    .overrideByRegexp('/target$/', [PLAIN])
  if (options.doubling === true) panel.scaleDistribution(doubling())
  else panel.axisSoftMin(0)
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

/** The last value and not the last that there was: an instance that is gone has none. */
function instanceTable({ placement, highestFirst }: InstanceTable): VizLegendOptionsBuilder {
  return legend()
    .displayMode(LegendDisplayMode.Table)
    .placement(placement)
    .calcs(['last'])
    .sortBy('Last')
    .sortDesc(highestFirst)
}

function tooltip(mode: TooltipDisplayMode): VizTooltipOptionsBuilder {
  return new VizTooltipOptionsBuilder().mode(mode).sort(SortOrder.Descending)
}

function doubling(): ScaleDistributionConfigBuilder {
  return new ScaleDistributionConfigBuilder().type(ScaleDistribution.Log).log(2)
}

function drawLimits(panel: PanelBuilder, thresholds: readonly Threshold[]): void {
  const dashed = new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed)
  panel.thresholds(steps(thresholds)).thresholdsStyle(dashed)
}

/** The builder is known by its colour, and one service from another by how dark it is. */
function shades(fixedColor: string): DynamicConfigValue {
  return { id: 'color', value: { mode: 'shades', fixedColor } }
}
