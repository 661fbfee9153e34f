import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ALL, asJson, fileName } from '../../dashboards/source/all.js'
import { FALLBACK_REASONS } from '../../src/core/fallback-reason.js'
import { alertRules, facts } from './dashboard-facts.js'
import { PANEL_RULES } from './dashboard-panel-rules.js'
import { QUERY_RULES, notShown } from './dashboard-query-rules.js'
import {
  DASHBOARDS,
  dashboardFiles,
  dataPanels,
  expressions,
  readDashboard,
  substitute,
} from './dashboard.js'
import type { Dashboard } from './dashboard.js'

const FACTS = facts()
const RULES = Object.entries({ ...PANEL_RULES, ...QUERY_RULES })

/** Lines of the grid that are in view on a laptop's screen of 1366 by 768. */
const IN_VIEW = 16

const files = dashboardFiles()
const dashboards = files.map(readDashboard)

/** As `sed s/knexodus_/shop_/g` makes it. */
function withPrefix(prefix: string, dashboard: Dashboard): Dashboard {
  return JSON.parse(JSON.stringify(dashboard).replaceAll('knexodus_', prefix)) as Dashboard
}

it('the files are what the sources make, and there are no others', () => {
  expect(files).toEqual(ALL.map(fileName))
  for (const each of ALL) {
    expect(readFileSync(path.join(DASHBOARDS, fileName(each)), 'utf8')).toBe(asJson(each))
  }
})

it.each([
  ['agrees that they are', '--check', 0, ''],
  ['refuses what it does not know', '--chekc', 2, 'usage'],
])('the generator %s', (_, argument, code, says) => {
  const generate = path.join(DASHBOARDS, 'generate.ts')
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', generate, argument], {
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([code, expect.stringContaining(says)])
})

describe.each(dashboards.map((each): [string, Dashboard] => [each.uid, each]))('%s', (uid, dashboard) => {
  it.each(RULES)('%s', (_, rule) => expect(rule(dashboard, FACTS)).toEqual([]))

  it.each(RULES)('with another metric prefix, %s', (_, rule) => {
    expect(rule(withPrefix('shop_', dashboard), facts('shop_'))).toEqual([])
  })

  it('keeps its name, its title and its links with another metric prefix', () => {
    const { title, links } = dashboard
    expect(withPrefix('shop_', dashboard)).toMatchObject({ uid, title, links })
  })

  it('leads to the other dashboards and to the documents', () => {
    expect(dashboard.links.map(({ type, tags, url }) => [type, tags, url])).toEqual([
      ['dashboards', ['knexodus'], undefined],
      ['link', [], 'https://unpkg.com/knexodus/docs/runbook.md'],
      ['link', [], 'https://unpkg.com/knexodus/docs/metrics.md'],
    ])
  })
})

it('every metric is on some dashboard', () => expect(notShown(dashboards, FACTS)).toEqual([]))

it('every alert is linked to by some panel', () => {
  const urls = dashboards.flatMap(dataPanels).flatMap(({ links = [] }) => links.map(({ url }) => url))
  const alerts = [...new Set(alertRules().map(({ alert }) => alert))]
  const linked = (alert: string) => urls.some((url) => url?.endsWith(`#${alert.toLowerCase()}`))
  expect(alerts.length).toBeGreaterThan(0)
  expect(alerts.filter((alert) => !linked(alert))).toEqual([])
})

it('the first row of the rollout dashboard is in view at once', () => {
  const { panels } = readDashboard('knexodus-rollout.json')
  const [, second] = panels.filter(({ type }) => type === 'row')
  const first = panels.slice(0, panels.indexOf(second!))
  expect(first.length).toBeGreaterThan(8)
  expect(Math.max(...first.map(({ gridPos: { y, h } }) => y + h))).toBeLessThanOrEqual(IN_VIEW)
})

it('the runbook says what to do about every fallback reason', () => {
  const runbook = readFileSync(path.join(DASHBOARDS, '../docs/runbook.md'), 'utf8')
  for (const reason of FALLBACK_REASONS) expect(runbook).toMatch(new RegExp(`^\\| \`${reason}\` +\\|`, 'm'))
})

it('expressions of panels and of annotations are found', () => {
  const found = expressions(readDashboard('knexodus-rollout.json')).map(({ where }) => where)
  expect(found).toEqual(expect.arrayContaining(['panel "Speed-up" A', 'annotation "Rollout changes"']))
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
