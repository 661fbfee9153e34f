import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { dataPanels, expressions, readDashboard, substitute } from './dashboard.js'

/* What the dashboards' more involved queries say in cases that no live run has, by promtool. */

const PROMTOOL = process.env['PROMTOOL_BIN'] ?? 'promtool'
const ALL = { job: '.*', instance: '.*', database: '.*', __range: '1h' }
const dashboard = readDashboard('knexodus-rollout.json')
const folder = mkdtempSync(path.join(tmpdir(), 'dashboard-numbers-'))

afterAll(() => rmSync(folder, { recursive: true }))

/** Series by name and labels, in promtool's notation. */
type Input = Readonly<Record<string, string>>

/** Values by labels. */
type Expected = Readonly<Record<string, number>>

/** That an expression is this and nothing else; throws what promtool says. */
function expectNumbers(expr: string, input: Input, at: string, expected: Expected, interval = '1m'): void {
  const exp_samples = Object.entries(expected).map(([labels, value]) => ({ labels, value }))
  const input_series = Object.entries(input).map(([series, values]) => ({ series, values }))
  const promql_expr_test = [{ expr: substitute(expr, ALL), eval_time: at, exp_samples }]
  const file = path.join(folder, 'numbers.yml')
  // Samples are there from one evaluation to the next: of what is between two, nothing is seen.
  const tests = [{ interval, input_series, promql_expr_test }]
  writeFileSync(file, JSON.stringify({ evaluation_interval: interval, tests }))
  execFileSync(PROMTOOL, ['test', 'rules', file], { stdio: 'pipe' })
}

function panel(title: string): string {
  return dataPanels(dashboard).find((each) => each.title === title)!.targets![0]!.expr
}

/** One database with 1,000 builds a minute by each builder, and so many errors of fast. */
function shop(database: string, errors: string): Input {
  const labels = `job="shop", instance="a", database="${database}"`
  return {
    [`knexodus_build_info{${labels}}`]: '1x120',
    [`knexodus_query_builder_calls_total{${labels}, builder_type="fast"}`]: '0+1000x120',
    [`knexodus_query_builder_calls_total{${labels}, builder_type="legacy"}`]: '0+1000x120',
    [`knexodus_query_builder_fallbacks_total{${labels}, reason="fast_error"}`]: errors,
  }
}

describe.each(['Fast errors', 'Fallbacks'])('the number "%s"', (title) => {
  it.each([
    ['is 0 without any', '0x120', '0x120', '100m', 0],
    ['has words for one in an hour', '0x97 1x30', '0x120', '100m', -2],
    ['is 0 again when that is over', '0x97 1x30', '0x120', '110m', 0],
    ['is the worst of those that have enough', '0x97 1x30', '0+1000x120', '100m', 0.5],
    ['is there before an hour is over', '0+1000x120', '0x120', '5m', 0.5],
  ])('%s', (_, orders, reports, at, value) => {
    const input = { ...shop('orders', orders), ...shop('reports', reports) }
    expect(() => expectNumbers(panel(title), input, at, { '{}': value })).not.toThrow()
  })

  it('has words where nothing is meant for fast, and is no number where nobody is alive', () => {
    const calls = 'knexodus_query_builder_calls_total{job="shop", builder_type="legacy"}'
    const input = { 'knexodus_build_info{job="shop"}': '1x50 stale', [calls]: '0+1000x50 stale' }
    expect(() => expectNumbers(panel(title), input, '50m', { '{}': -1 })).not.toThrow()
    expect(() => expectNumbers(panel(title), input, '51m', {})).not.toThrow()
  })
})

it('quarantined shapes are those of the instances that have some, or one 0', () => {
  const expr = panel('Quarantined shapes by instance')
  const input = {
    'knexodus_quarantined_shapes{job="shop", instance="a"}': '0x9 2x9',
    'knexodus_quarantined_shapes{job="shop", instance="b"}': '0x20',
  }
  expect(() => expectNumbers(expr, input, '5m', { '{job="shop"}': 0 })).not.toThrow()
  expect(() => expectNumbers(expr, input, '15m', { '{job="shop", instance="a"}': 2 })).not.toThrow()
})

it('versions count instances, however many databases they have', () => {
  const expr = readDashboard('knexodus-shapes.json').panels.find(({ title }) => title === 'Versions in use')
  const input = Object.fromEntries(
    ['orders', 'reports'].flatMap((database) =>
      ['a', 'b'].map((instance) => {
        const labels = `job="shop", instance="${instance}", database="${database}", version="1.0.0"`
        return [`knexodus_build_info{${labels}}`, '1x5']
      }),
    ),
  )
  const expected = { '{job="shop", version="1.0.0"}': 2 }
  expect(() => expectNumbers(expr!.targets![0]!.expr, input, '5m', expected)).not.toThrow()
})

describe('the marks of rollout changes', () => {
  const { expr } = expressions(dashboard).find(({ where }) => where === 'annotation "Rollout changes"')!
  const process = (instance: string, mode: string, changedAt: string): Input => ({
    [`knexodus_query_builder_mode{job="shop", instance="${instance}"}`]: mode,
    [`knexodus_rollout_last_change_timestamp_seconds{job="shop", instance="${instance}"}`]: changedAt,
  })
  /** Both take over 50 %: the second late, in the scrape at 5:15. */
  const late = {
    ...process('a', '0.1x4 0.5x30', '1x4 65x30'),
    ...process('b', '0.1x20 0.5x14', '2x20 310x14'),
  }
  /** The first is scraped no more after 1:15. */
  const lost = { ...process('a', '0.5x5 stale', '7x5 stale'), ...process('b', '0.5x30', '8x30') }

  it.each([
    ['are of the instance that was the first', late, '60s', { '10': 1000 }],
    ['wait until all have followed', late, '75s', {}],
    ['do not wait long', late, '135s', { '10': 2000, '50': 65_000 }],
    ['stay where they are when the last one follows', late, '330s', { '50': 65_000 }],
    ['stay where they are when a scrape is lost', lost, '120s', { '50': 7000 }],
  ])('%s', (_, input, at, marks) => {
    const expected = Object.entries(marks).map(([target, value]) => [
      `{job="shop", target="${target}"}`,
      value,
    ])
    expect(() =>
      expectNumbers(expr, input, at, Object.fromEntries(expected) as Expected, '15s'),
    ).not.toThrow()
  })
})
