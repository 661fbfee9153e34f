import { describe, expect, it } from 'vitest'
import type { Dashboard } from '../dashboard.js'
import type { Series } from '../live/prometheus-data.js'
import type { SavedDashboard } from '../live/save.js'
import { pageOf } from './page.js'

const SPAN = { start: 1_700_000_000, end: 1_700_000_060 }

const series = (labels: Readonly<Record<string, string>>, ...values: number[]): Series => ({
  metric: labels,
  values: values.map((value, index) => [SPAN.start + index, String(value)]),
})

/** A dashboard of one panel, and what its only query answered. */
function saved(type: string, answer: readonly Series[], looks: object = {}): SavedDashboard {
  const panel = {
    id: 1,
    type,
    title: 'Panel <1>',
    gridPos: { x: 0, y: 0, w: 12, h: 8 },
    fieldConfig: { defaults: { unit: 'percentunit', ...looks }, overrides: [] },
    targets: [{ refId: 'A', expr: 'a', legendFormat: '{{job}} {{le}}' }],
  }
  const dashboard = { uid: 'one', title: 'One', panels: [panel], templating: { list: [] } }
  const annotations = [
    { name: 'Changes', isTime: true, series: [series({}, (SPAN.start + 30) * 1000)] },
    { name: 'Alerts', isTime: false, series: [] },
  ]
  const answers = [{ panel: 1, refId: 'A', series: answer }]
  return { dashboard: dashboard as unknown as Dashboard, span: SPAN, answers, annotations }
}

const values = (dashboard: SavedDashboard): number => pageOf(dashboard).values.get('Panel <1>')!

describe('pageOf', () => {
  it.each([
    ['stat', 1],
    ['timeseries', 3],
    ['heatmap', 3],
    ['bargauge', 1],
    ['state-timeline', 3],
    ['table', 3],
  ])('draws a %s with %i values, and none where there are none', (type, count) => {
    expect(values(saved(type, [series({ job: 'shop', le: '0.001' }, 0.1, 0.2, 0.3)]))).toBe(count)
    expect(values(saved(type, []))).toBe(0)
  })

  it('says that it is a preview, what was asked, and when', () => {
    const { html } = pageOf(saved('stat', [series({}, 0.5)]))
    expect(html).toContain('not rendered by Grafana')
    expect(html).toContain('22:13:20 to 22:14:20 UTC')
    expect(html).toContain('Panel &lt;1&gt;')
    expect(html).toContain('>50%<')
  })

  it('colours by thresholds, and says words for values', () => {
    const steps = [
      { value: null, color: 'green' },
      { value: 0.5, color: 'red' },
    ]
    const looks = { thresholds: { steps }, mappings: [{ type: 'value', options: { '0': { text: 'none' } } }] }
    expect(pageOf(saved('stat', [series({}, 0.5)], looks)).html).toContain('background:#f2495c')
    expect(pageOf(saved('stat', [series({}, 0)], looks)).html).toContain('>none<')
    expect(pageOf(saved('stat', [series({}, 0.4)], looks)).html).toContain('background:#73bf69')
  })

  it('counts no value that is no number, and takes it for a gap', () => {
    expect(values(saved('timeseries', [series({}, 1, NaN, 2)]))).toBe(2)
  })

  it('refuses a panel it cannot draw', () => {
    expect(() => pageOf(saved('piechart', []))).toThrow('piechart')
  })
})
