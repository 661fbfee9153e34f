import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FALLBACK_REASONS } from '../../src/core/fallback-reason.js'
import { metricFamilies } from '../../src/stats/metric-families.js'
import { DASHBOARDS, dataPanels, expressions, readDashboard, substitute } from './dashboard.js'
import type { Dashboard, Panel } from './dashboard.js'

const GRID_WIDTH = 24
const runbook = readFileSync(path.resolve(DASHBOARDS, '../docs/runbook.md'), 'utf8')
const alerts = readFileSync(path.join(DASHBOARDS, 'prometheus/alerts.yml'), 'utf8')
const alertTests = readFileSync(path.join(DASHBOARDS, 'prometheus/alerts.test.yml'), 'utf8')
const alertNames = [...alerts.matchAll(/alert: (\w+)/g)].map(([, name]) => name!)

/** Names of all series that are exported: a histogram is three. */
const seriesNames = new Set(
  metricFamilies('0').flatMap(({ name, type }) =>
    type === 'histogram'
      ? ['_bucket', '_sum', '_count'].map((suffix) => `knexodus_${name}${suffix}`)
      : [`knexodus_${name}`],
  ),
)

function usedNames(text: string): string[] {
  return [...text.matchAll(/knexodus_\w+/g)].map(([name]) => name)
}

function overlaps(a: Panel['gridPos'], b: Panel['gridPos']): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

function expectUnique(values: readonly unknown[]): void {
  expect(values).toEqual([...new Set(values)])
}

const files = readdirSync(DASHBOARDS).filter((file) => file.endsWith('.json'))

it('there are dashboards', () => expect(files).toContain('knexodus-rollout.json'))

describe.each(files.map((file): [string, Dashboard] => [file, readDashboard(file)]))('%s', (_, dashboard) => {
  const panels = dataPanels(dashboard)

  it('chooses data source, job and instance by variables', () => {
    const { list } = dashboard.templating
    expect(list.map(({ name }) => name)).toEqual(['datasource', 'job', 'instance'])
    expect(list[0]?.type).toBe('datasource')
    for (const { definition } of list.slice(1)) expect(definition).toMatch(/^label_values\(/)
  })

  it.each(panels.map((panel): [string, Panel] => [panel.title, panel]))(
    'panel "%s" is complete',
    (title, panel) => {
      expect(title).not.toBe('')
      expect(panel.description).toMatch(/Bad: .+/)
      expect(panel.fieldConfig?.defaults.unit).toMatch(/./)
      expect(panel.datasource).toEqual({ type: 'prometheus', uid: '${datasource}' })
      expect(panel.targets?.length).toBeGreaterThan(0)
      for (const { datasource } of panel.targets ?? []) expect(datasource).toEqual(panel.datasource)
      expectUnique(panel.targets?.map(({ refId }) => refId) ?? [])
    },
  )

  it('has unique ids and titles, rows included', () => {
    expectUnique(dashboard.panels.map(({ id }) => id))
    expectUnique(dashboard.panels.map(({ title }) => title))
  })

  it('lays its panels out inside the grid, none over another', () => {
    const positions = dashboard.panels.map(({ gridPos }) => gridPos)
    for (const { x, y, w, h } of positions) {
      expect(x + w).toBeLessThanOrEqual(GRID_WIDTH)
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect(Math.min(w, h)).toBeGreaterThan(0)
    }
    for (const [index, a] of positions.entries()) {
      for (const b of positions.slice(index + 1)) expect([a, b, overlaps(a, b)]).toEqual([a, b, false])
    }
  })

  it.each(expressions(dashboard).map(({ where, expr }): [string, string] => [where, expr]))(
    '%s asks only for what is exported, of the chosen job and instances, at a fitting rate',
    (_where, expr) => {
      const selectors = [...expr.matchAll(/knexodus_\w+(\{[^}]*\})?/g)]
      expect(selectors.length).toBeGreaterThan(0)
      for (const [, matchers] of selectors)
        expect(matchers).toMatch(/job=~"\$job", instance=~"\$instance"\}$/)
      for (const name of usedNames(expr)) expect([...seriesNames]).toContain(name)
      for (const [, window] of expr.matchAll(/\brate\([^[]*\[([^\]]*)\]/g))
        expect(window).toBe('$__rate_interval')
      expect(expr).not.toMatch(/le=/)
    },
  )

  it('rates counters only, and never shows one bare', () => {
    for (const { expr } of expressions(dashboard)) {
      for (const [, fn, name] of expr.matchAll(/(\w+)\((knexodus_\w+)\{/g)) {
        const isCounted = /_(total|bucket|sum|count)$/.test(name!)
        expect([name, fn, isCounted]).toEqual([name, fn, fn === 'rate' || fn === 'increase'])
      }
    }
  })

  it('marks the changes of the rollout', () => {
    expect(dashboard.annotations.list).toContainEqual(
      expect.objectContaining({
        expr: expect.stringContaining('rollout_last_change_timestamp_seconds') as string,
        useValueForTime: true,
      }),
    )
  })
})

describe('knexodus-rollout.json', () => {
  const panels = dataPanels(readDashboard('knexodus-rollout.json'))

  it.each([
    ['Error ratio by builder', 'KnexodusFastErrorRatioHigh'],
    ['Fallback ratio', 'KnexodusFallbackRatioHigh'],
  ])('draws the threshold of "%s" where %s fires', (title, alert) => {
    const steps = panels.find((panel) => panel.title === title)?.fieldConfig?.defaults.thresholds.steps
    const fires = new RegExp(`alert: ${alert}\\n[^]*?> ([\\d.]+)\\n`).exec(alerts)?.[1]
    expect(steps?.map(({ value }) => value)).toEqual([null, Number(fires)])
  })

  it('names no alert that does not exist', () => {
    const named = panels.flatMap(({ description = '' }) => description.match(/Knexodus[A-Z]\w+/g) ?? [])
    expect(named.length).toBeGreaterThan(0)
    for (const name of named) expect(alertNames).toContain(name)
  })
})

describe('the alerts', () => {
  it.each(alertNames)('%s is summarised, described, tested, and has a section in the runbook', (name) => {
    const rule = alerts.split('- alert: ').find((part) => part.startsWith(`${name}\n`)) ?? ''
    expect(rule).toMatch(/severity: (critical|warning)\n/)
    expect(rule).toMatch(/summary: ./)
    expect(rule).toMatch(/description: ./)
    expect(rule).toContain(`runbook_url: docs/runbook.md#${name.toLowerCase()}\n`)
    expect(runbook).toContain(`\n## ${name}\n`)
    expect(alertTests).toContain(`runbook_url: docs/runbook.md#${name.toLowerCase()}\n`)
  })

  it('ask only for what is exported', () => {
    expect(usedNames(alerts).length).toBeGreaterThan(0)
    for (const name of usedNames(alerts)) expect([...seriesNames]).toContain(name)
  })
})

it('the runbook says what to do about every fallback reason', () => {
  for (const reason of FALLBACK_REASONS) expect(runbook).toMatch(new RegExp(`^\\| \`${reason}\` +\\|`, 'm'))
})

describe('substitute', () => {
  it('fills in both spellings of a variable', () => {
    expect(substitute('rate(a{job="$job"}[${__rate_interval}])', { job: 'x', __rate_interval: '4s' })).toBe(
      'rate(a{job="x"}[4s])',
    )
  })

  it('refuses a variable without a value', () => {
    expect(() => substitute('a{job="$jbo"}', { job: 'x' })).toThrow('$jbo')
  })
})
