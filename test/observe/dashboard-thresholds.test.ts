import { describe, expect, it } from 'vitest'
import { alertRules } from './dashboard-facts.js'
import { dashboardFiles, dataPanels, readDashboard } from './dashboard.js'
import type { Step } from './dashboard.js'

/** Where a panel changes to the colour of an alert, from the value that the alert compares with. */
type Place = (limit: number) => number

/** A share or a time: where the alert fires. */
const there: Place = (limit) => limit

/** A count: the first one that is more than the alert's limit. */
const firstAbove: Place = (limit) => Math.floor(limit) + 1

/** The alert has fast over legacy, the panel legacy over fast. */
const inverse: Place = (limit) => 1 / limit

/** A state: it fires at 0, and what is above is well. */
const above: Place = (limit) => limit + 1

const PANELS: [panel: string, alert: string, place: Place][] = [
  ['Fast errors', 'KnexodusFastErrorBudgetBurn', there],
  ['Error ratio by builder', 'KnexodusFastErrorBudgetBurn', there],
  ['Fallbacks', 'KnexodusFallbackRatioHigh', there],
  ['Fallback ratio', 'KnexodusFallbackRatioHigh', there],
  ['Fallbacks by reason, as a share', 'KnexodusFallbackRatioHigh', there],
  ['Configuration age', 'KnexodusRolloutConfigStale', there],
  ['Parity mismatches', 'KnexodusParityMismatch', firstAbove],
  ['Quarantined shapes', 'KnexodusQuarantinedShapesGrowing', firstAbove],
  ['Instances that disagree', 'KnexodusRolloutDisagrees', firstAbove],
  ['Instances lost', 'KnexodusTargetDown', firstAbove],
  ['Speed-up', 'KnexodusFastSlowerThanLegacy', inverse],
  ['Speed-up over time', 'KnexodusFastSlowerThanLegacy', inverse],
  ['Configuration', 'KnexodusRolloutConfigInvalid', above],
  ['Fast builder', 'KnexodusFastUnavailable', above],
]

const COLOURS: Readonly<Record<string, RegExp>> = { critical: /^(dark-)?red$/, warning: /^orange$/ }

const panels = dashboardFiles().flatMap((file) => dataPanels(readDashboard(file)))

/** What the first comparison of an expression compares with: `> 14.4 * 0.001`. */
function limitOf(expr: string): number {
  const [, first, second = '1'] = /(?:>|==) ([\d.]+)(?: \* ([\d.]+))?/.exec(expr) ?? []
  return Number(first) * Number(second)
}

/** The first panel of a title that has thresholds: the other dashboard may draw the same as lines. */
function stepsOf(title: string): readonly Step[] {
  const steps = panels
    .filter((panel) => panel.title === title)
    .map(({ fieldConfig }) => fieldConfig?.defaults.thresholds?.steps)
  return steps.find((each) => each !== undefined) ?? []
}

describe.each(PANELS)('"%s" and %s', (title, alert, place) => {
  const rules = alertRules()
    .filter((rule) => rule.alert === alert)
    .map(({ expr, labels }) => ({ from: place(limitOf(expr)), severity: labels.severity }))
    .sort((a, b) => a.from - b.from)
  const isBadBelow = place === inverse || place === above

  it('change at the same values', () => {
    expect(rules.length).toBeGreaterThan(0)
    expect(stepsOf(title).map(({ value }) => value)).toEqual([null, ...rules.map(({ from }) => from)])
  })

  it('agree on how bad it is', () => {
    const [lowest, ...higher] = stepsOf(title)
    const bad = isBadBelow ? [lowest] : higher
    expect(bad.map((step) => step?.color)).toEqual(
      rules.map(({ severity }) => expect.stringMatching(COLOURS[severity]!) as string),
    )
    expect((isBadBelow ? higher : [lowest]).map((step) => step?.color)).toEqual(['green'])
  })
})

it('panels without an alert have no threshold of their own', () => {
  const compared = PANELS.map(([title]) => title)
  const others = panels.filter(({ title }) => !compared.includes(title))
  const steps = others.flatMap(({ fieldConfig }) => fieldConfig?.defaults.thresholds?.steps ?? [])
  expect(others.length).toBeGreaterThan(0)
  expect(steps.filter(({ value }) => value !== null)).toEqual([])
})
