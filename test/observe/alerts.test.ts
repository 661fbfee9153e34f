import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { promqlInDocs } from './promql-in-docs.js'
import { SERIES_NAMES, seriesIn } from './promql-names.js'
import { groupNames, readAlerts, readRecordings, readRuleTests } from './rules.js'
import type { AlertRule } from './rules.js'

const DOCS = path.resolve(__dirname, '../../docs')
const runbook = readFileSync(path.join(DOCS, 'runbook.md'), 'utf8')

const alerts = readAlerts()
const recordings = readRecordings()
const alertNames = [...new Set(alerts.map(({ alert }) => alert))]
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!)

/** A process may have several databases. */
const ABOUT_PROCESSES = ['KnexodusTargetDown', 'KnexodusWorkersSilent']

/** On-call people may have nothing but the page that woke them. */
const WAY_OUT =
  'Way out: {"mode":"legacy"} in the file that KNEXODUS_FILE names, or KNEXODUS_MODE=legacy and a restart.'

function named(rule: AlertRule): [string, AlertRule] {
  return [`${rule.alert} ${rule.labels['window'] ?? rule.labels['category']}`, rule]
}

describe.each(alerts.map(named))('%s', (_, { alert, expr, labels, annotations, ...rule }) => {
  it('says how bad it is, what it is, in numbers, and where to read on', () => {
    expect(Object.keys(rule)).toEqual(rule.for === undefined ? [] : ['for'])
    expect(labels['severity']).toMatch(/^(?:critical|warning)$/)
    expect(labels['category']).toMatch(/^[a-z]+$/)
    expect(Object.keys(annotations)).toEqual(['summary', 'description', 'runbook_url'])
    expect(annotations['summary']).toMatch(/^[^\n]{20,}\.$/)
    expect(annotations['description']).toMatch(/^[^\n]{80,}\.$/)
    expect(annotations['runbook_url']).toBe(
      `https://unpkg.com/knexodus/docs/runbook.md#${alert.toLowerCase()}`,
    )
    expect(headings).toContain(alert)
  })

  it('says the way out where somebody is woken, and only there', () => {
    expect(annotations['description']!.endsWith(WAY_OUT)).toBe(labels['severity'] === 'critical')
  })

  it('names the job, and the database where there is one', () => {
    expect(annotations['summary']).toContain('{{ $labels.job }}')
    if (ABOUT_PROCESSES.includes(alert)) return
    expect(annotations['summary']).toMatch(/\{\{ with \$labels\.database \}\}, database \{\{ \. \}\}/)
  })

  it('asks for series that exist', () => {
    expect(seriesIn(expr)).not.toEqual([])
    expect(seriesIn(expr).filter((name) => !SERIES_NAMES.has(name))).toEqual([])
  })
})

describe('recording rules', () => {
  it.each(recordings.map(({ record, expr }): [string, string] => [record, expr]))(
    '%s is named by its level, its metric and its operation, and asks for series that exist',
    (record, expr) => {
      expect(record).toMatch(/^job_database(?:_builder_type|_reason)?:knexodus_[a-z0-9_]+:[a-z0-9_]+$/)
      expect(seriesIn(expr)).not.toEqual([])
      expect(seriesIn(expr).filter((name) => !SERIES_NAMES.has(name))).toEqual([])
    },
  )

  it('are all used: by an alert, by another rule, or by a page', () => {
    const uses = [...alerts, ...recordings, ...promqlInDocs()].flatMap(({ expr }) => seriesIn(expr))
    expect(recordings.map(({ record }) => record).filter((record) => !uses.includes(record))).toEqual([])
  })
})

it('durations are those that a rehearsal knows how to shorten', () => {
  const texts = [
    ...alerts.map((rule) => `[${rule.for ?? '1m'}] ${rule.expr}`),
    ...recordings.map((r) => r.expr),
  ]
  const used = texts.flatMap((text) => [...text.matchAll(/\[(\w+)\]|offset (\w+)/g)].map((m) => m[1] ?? m[2]))
  expect(used.length).toBeGreaterThan(recordings.length)
  const known = ['1m', '2m', '5m', '10m', '15m', '30m', '1h', '6h', '1d', '3d']
  expect(used.filter((duration) => !known.includes(duration!))).toEqual([])
})

describe('the tests of the rules', () => {
  const files = readRuleTests()
  const expectations = files.flatMap(({ tests }) => tests.flatMap((test) => test.alert_rule_test ?? []))

  it.each(alerts.map(named))('%s is seen to fire, with its own labels', (_, { alert, labels }) => {
    const fired = expectations
      .filter(({ alertname }) => alertname === alert)
      .flatMap(({ exp_alerts = [] }) => exp_alerts.map(({ exp_labels }) => exp_labels))
    expect(fired).toContainEqual(expect.objectContaining(labels))
  })

  it.each(alertNames)('%s is seen not to fire', (name) => {
    const silent = expectations.filter(({ alertname, exp_alerts = [] }) => {
      return alertname === name && exp_alerts.length === 0
    })
    expect(silent).not.toEqual([])
  })

  it('are about alerts that exist, each named once', () => {
    expect(
      expectations.map(({ alertname }) => alertname).filter((name) => !alertNames.includes(name)),
    ).toEqual([])
    const names = files.flatMap(({ tests }) => tests.map(({ name }) => name))
    expect(names).toEqual([...new Set(names)])
  })

  // Otherwise promtool takes the groups in any order, and an alert sees the recorded numbers of now or of a minute ago.
  it.each(files.map(({ file, group_eval_order }) => [file, group_eval_order] as const))(
    '%s evaluates the groups in order',
    (_, order) => expect(order).toEqual(groupNames()),
  )
})

describe('the names that an expression asks for', () => {
  it.each([
    [
      'sum by (job, le) (rate(a_total{x="y"}[5m])) / on (job) group_left () a:b:rate5m > 0.05',
      ['a_total', 'a:b:rate5m'],
    ],
    ['max(a offset 1d) * 1e6 unless b == 0 and on (job) up', ['a', 'b', 'up']],
    ['time() - min without (job) (a)', ['a']],
  ])('%s', (expr, names) => expect(seriesIn(expr)).toEqual(names))
})
