import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard'

/** What each colour means, on every panel. */
export const COLOURS = {
  good: 'green',
  warning: 'orange',
  critical: 'red',
  worst: 'dark-red',
  neutral: 'blue',
  noData: 'purple',
} as const

/** Share of the builds meant for fast that may end in an error of fast: the objective is 99.9 %. */
export const ERROR_BUDGET = 0.001

/** How many times as fast as it may the budget is used up, where KnexodusFastErrorBudgetBurn fires. */
export const BURN_RATES = { warning: 1, critical: 6, worst: 14.4 } as const

/** KnexodusFallbackRatioHigh. */
export const FALLBACK_RATIO = 0.05

/** KnexodusRolloutConfigStale. */
export const CONFIG_STALE_SECONDS = 300

/** KnexodusFastSlowerThanLegacy, as it is written there: fast's mean over legacy's. */
export const FAST_OVER_LEGACY = 1

/** Nothing is bad about any value. */
export const NEUTRAL: readonly Threshold[] = [{ value: null, color: COLOURS.neutral }]

/** Error ratio of fast, at the three burn rates. */
export const ERROR_RATIO: readonly Threshold[] = [
  good(),
  { value: ERROR_BUDGET * BURN_RATES.warning, color: COLOURS.warning },
  { value: ERROR_BUDGET * BURN_RATES.critical, color: COLOURS.critical },
  { value: ERROR_BUDGET * BURN_RATES.worst, color: COLOURS.worst },
]

/** Good below `limit`, a warning from there on. */
export function warningFrom(limit: number): readonly Threshold[] {
  return [good(), { value: limit, color: COLOURS.warning }]
}

/** Good below `limit`, critical from there on. */
export function criticalFrom(limit: number): readonly Threshold[] {
  return [good(), { value: limit, color: COLOURS.critical }]
}

/** A warning below `limit`, good from there on. */
export function warningBelow(limit: number): readonly Threshold[] {
  return [
    { value: null, color: COLOURS.warning },
    { value: limit, color: COLOURS.good },
  ]
}

/** Of something that is counted: the first one is above an alert's `> 0`. */
export const FIRST_ONE = 1

function good(): Threshold {
  return { value: null, color: COLOURS.good }
}
