import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { DASHBOARDS } from '../dashboard.js'
import { REHEARSED, REHEARSED_AGES, rehearsed, rehearsedExpression } from './rehearsal.js'

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 }

const secondsOf = (duration: string) => Number(duration.slice(0, -1)) * UNITS[duration.slice(-1)]!

function expectOrderKept(table: readonly (readonly [number, number])[]): void {
  const sorted = [...table].sort(([a], [b]) => a - b)
  for (const [index, [, short]] of sorted.entries()) {
    expect(short).toBeGreaterThan(sorted[index - 1]?.[1] ?? 0)
  }
}

describe('the tables', () => {
  it('keep the order of durations', () => {
    expectOrderKept(Object.entries(REHEARSED).map(([duration, short]) => [secondsOf(duration), short]))
  })

  it('keep the order of ages', () => {
    expectOrderKept(Object.entries(REHEARSED_AGES).map(([age, short]) => [Number(age), short]))
  })

  it('leave every window two scrapes at least, which rate() needs', () => {
    expect(Math.min(...Object.values(REHEARSED))).toBeGreaterThan(2)
  })
})

describe('rehearsedExpression', () => {
  it('maps windows, offsets and subqueries', () => {
    expect(rehearsedExpression('rate(a[5m]) / rate(a[5m] offset 1d) > max_over_time(b[1h:1m])')).toBe(
      'rate(a[5s]) / rate(a[5s] offset 26s) > max_over_time(b[16s:3s])',
    )
  })

  it('leaves names, texts, comments and numbers alone', () => {
    const expr = 'job:a:ratio_rate5m{window="5m"} > 14.4 * 0.001 # over 5m'
    expect(rehearsedExpression(expr)).toBe(expr)
  })

  it('maps ages that the time is compared with', () => {
    expect(rehearsedExpression('time() - a > 300 and time() - b <= 3600 and b > 0')).toBe(
      'time() - a > 8 and time() - b <= 12 and b > 0',
    )
  })

  it('keeps the number of events that a floor stands for', () => {
    expect(rehearsedExpression('a:b:rate30m{c="d"} offset 1d > 0.1 and a:b:ratio_rate30m > 0.1')).toBe(
      'a:b:rate30m{c="d"} offset 26s > 18 and a:b:ratio_rate30m > 0.1',
    )
  })

  it.each(['rate(a[7m])', 'rate(a[1h30m])', 'a offset 30s', 'time() - a > 301'])('refuses %s', (expr) => {
    expect(() => rehearsedExpression(expr)).toThrow('no rehearsed length')
  })
})

describe('rehearsed', () => {
  const file = `
groups:
  - name: one
    interval: 30s
    rules:
      - alert: A
        expr: rate(a[1h]) > 1
        for: 15m
        keep_firing_for: 5m
        annotations: { summary: for 15m }
`

  it('changes durations and nothing else', () => {
    expect(parse(rehearsed(file))).toEqual({
      groups: [
        {
          name: 'one',
          rules: [
            {
              alert: 'A',
              expr: 'rate(a[16s]) > 1',
              for: '8s',
              keep_firing_for: '5s',
              annotations: { summary: 'for 15m' },
            },
          ],
        },
      ],
    })
  })

  it('refuses a duration it does not know', () => {
    expect(() => rehearsed(file.replace('15m', '17m'))).toThrow('17m')
  })

  it.each(['recording.yml', 'alerts.yml'])('knows every duration of %s', (name) => {
    const rules = readFileSync(path.join(DASHBOARDS, 'prometheus', name), 'utf8')
    expect(rehearsed(rules)).toContain('"expr"')
  })
})
