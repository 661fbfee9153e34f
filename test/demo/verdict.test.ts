import { describe, expect, it } from 'vitest'
import { styleFor } from '../../demo/screen/style.js'
import { stepLine, summary } from '../../demo/screen/summary.js'
import { judge } from '../../demo/verdict.js'
import type { Evidence } from '../../demo/verdict.js'
import { METRICS, sampleStep } from './sample.js'

const EXPOSITION = `# HELP knexodus_query_builder_calls_total Builds.
# TYPE knexodus_query_builder_calls_total counter
knexodus_query_builder_calls_total{builder_type="legacy"} 12345
knexodus_query_builder_calls_total{builder_type="fast"} 1310
knexodus_query_builder_errors_total{builder_type="fast"} 0
knexodus_query_builder_fallbacks_total{reason="quarantined"} 0
knexodus_query_builder_fallbacks_total{reason="unsupported_clause"} 0
knexodus_parity_checks_total 77
knexodus_parity_mismatches_total 0
knexodus_plan_cache_plans 41
knexodus_quarantined_shapes 0
knexodus_rollout_percentage 10
`

const GOOD: Evidence = {
  steps: [sampleStep(0, 0, 3000), sampleStep(10, 310, 3000), sampleStep(100, 3000, 3000)],
  operations: 9000,
  differences: [],
  differingTables: [],
  exposition: EXPOSITION,
  metrics: METRICS,
}

const failures = (evidence: Evidence) => judge(evidence).filter(({ ok }) => !ok)

describe('the verdict', () => {
  it('is good when everything was right', () => {
    expect(failures(GOOD)).toEqual([])
    expect(judge(GOOD).map(({ name }) => name)).toEqual([
      'share of fast',
      'rows',
      'tables',
      'fallbacks',
      'parity',
      '/metrics',
    ])
  })

  it.each<[string, Partial<Evidence>, string]>([
    [
      'share of fast',
      { steps: [sampleStep(10, 500, 3000)] },
      'at 10 % fast served 500 of 3000 builds, expected 24',
    ],
    ['share of fast', { steps: [sampleStep(0, 1, 3000)] }, 'expected 0 to 0'],
    ['share of fast', { steps: [sampleStep(100, 2999, 3000)] }, 'expected 3000 to 3000'],
    ['share of fast', { steps: [sampleStep(0, 0, 0)] }, '0 of 0 builds'],
    ['rows', { differences: [{ operation: 'log in', reference: '[1]', subject: '[2]' }] }, 'first "log in"'],
    ['rows', { operations: 0 }, 'no operation was run'],
    ['tables', { differingTables: ['orders'] }, 'different: orders'],
    ['/metrics', { exposition: EXPOSITION.replace('1310', '1311') }, 'is 1311, expected 1310'],
    ['/metrics', { exposition: '' }, 'missing'],
  ])('fails %s: %o', (name, change, detail) => {
    const [failure, ...others] = failures({ ...GOOD, ...change })
    expect(others).toEqual([])
    expect(failure?.name).toBe(name)
    expect(failure?.detail).toContain(detail)
  })

  it.each([
    ['fallbacks', { fastFallbacks: 3 }, '3 fallbacks'],
    ['fallbacks', { fastErrors: 2 }, '2 errors'],
    ['fallbacks', { fallbackReasons: { ...METRICS.fallbackReasons, quarantined: 1 } }, 'quarantined 1'],
    ['parity', { parityMismatches: 1 }, '1 mismatches'],
    ['parity', { quarantinedShapes: 1 }, '1 shapes quarantined'],
    ['parity', { parityChecks: 0 }, 'in 0 comparisons'],
  ])('fails %s: %o', (name, change, detail) => {
    const failure = failures({ ...GOOD, metrics: { ...METRICS, ...change } }).find(
      (check) => check.name === name,
    )
    expect(failure?.detail).toContain(detail)
  })
})

describe('the summary', () => {
  it('ends well', () => {
    const lines = summary(judge(GOOD), METRICS, styleFor(false))
    expect(lines.at(-1)).toMatch(/^All right/)
    expect(lines.filter((line) => line.startsWith('✓'))).toHaveLength(6)
  })

  it('says at its end what failed', () => {
    const lines = summary(judge({ ...GOOD, differingTables: ['orders'] }), METRICS, styleFor(false))
    expect(lines).toContain('✗ tables         different: orders')
    expect(lines.at(-1)).toBe('Failed: tables.')
  })

  it('tells each step in a line', () => {
    expect(stepLine(sampleStep(100, 3000, 3000))).toBe(
      ' 100 %: fast served 3,000 of 3,000 builds, 100.00 % (3,000 to 3,000 allowed) ok',
    )
    expect(stepLine(sampleStep(0, 2, 3000))).toMatch(/WRONG$/)
  })
})
