import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
} from '@grafana/grafana-foundation-sdk/common'
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard'
import type { Threshold, ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard'
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat'
import { NO_DATA } from './mappings.js'
import { ofNow, worded } from './words.js'
import type { PanelWords, Query, UnplacedPanel } from './words.js'

/** What a number shows, and when it changes its colour. */
export interface StatOptions {
  readonly queries: readonly Query[]
  readonly thresholds: readonly Threshold[]
  readonly mappings?: readonly ValueMapping[]
  readonly decimals?: number
}

/** One number of this moment on its colour; two, each with its name. */
export function stat(words: PanelWords, options: StatOptions): UnplacedPanel {
  const { queries, thresholds, mappings = [], decimals } = options
  const panel = worded(new PanelBuilder(), words)
    .targets(ofNow(queries))
    .mappings([NO_DATA, ...mappings])
    .thresholds(steps(thresholds))
    .colorScheme(byThresholds())
    .colorMode(BigValueColorMode.BackgroundSolid)
    .graphMode(BigValueGraphMode.None)
    .textMode(queries.length > 1 ? BigValueTextMode.ValueAndName : BigValueTextMode.Value)
  return decimals === undefined ? panel : panel.decimals(decimals)
}

/** Thresholds as Grafana takes them. */
export function steps(thresholds: readonly Threshold[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...thresholds])
}

/** Said outright: each kind of panel has another default. */
export function byThresholds(): FieldColorBuilder {
  return new FieldColorBuilder().mode(FieldColorModeId.Thresholds)
}
