import { describe, expect, it } from 'vitest'

import type { Figure, Report } from '../../bench/report.js'
import { spread } from '../../bench/report.js'
import { inPlace } from '../../bench/show/page.js'
import { plotOf } from '../../bench/show/plot.js'
import { scaleOf } from '../../bench/show/scale.js'

describe('an axis', () => {
  it('shows every number and 1, in order, whether they are near or far', () => {
    for (const numbers of [
      [0.99, 1.03],
      [0.02, 2400],
      [5, 20],
      [1, 1],
    ]) {
      const { at, ticks } = scaleOf(numbers, 100, 200)
      const places = [...numbers, 1].sort((a, b) => a - b).map(at)
      expect(places).toEqual([...places].sort((a, b) => a - b))
      expect(Math.min(...places)).toBeGreaterThanOrEqual(100)
      expect(Math.max(...places)).toBeLessThanOrEqual(200)
      expect(ticks.length).toBeGreaterThan(1)
      for (const tick of ticks) expect(at(tick)).toBeGreaterThanOrEqual(100)
    }
  })
})

describe('a plot', () => {
  const base: Figure = { contestant: 'Knex', unit: 'ns', value: spread([1]) }
  const reportWith = (figures: readonly Figure[]): Report => ({
    name: 'x',
    title: 'a < b & c',
    about: '',
    tables: [{ name: 'rows', ratios: 'speed', figures: [base, ...figures] }],
  })
  const figure = (contestant: string): Figure => ({ ...base, contestant, ratio: spread([2, 3]) })

  it('has a mark for each ratio, and names them', () => {
    const svg = plotOf(reportWith([figure('one'), figure('two')]))!
    expect(svg).toContain('a &lt; b &amp; c')
    expect([...svg.matchAll(/<path class="m0"/g)]).toHaveLength(2)
    expect(svg).toContain('>two</text>')
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('names more contestants than can be told apart one by one', () => {
    const names = Array.from({ length: 12 }, (_, index) => `contestant ${index}`)
    const svg = plotOf(reportWith(names.map(figure)))!
    for (const name of names) expect(svg).toContain(`>${name}</text>`)
  })

  it('is not drawn of what has no ratios', () => {
    expect(plotOf(reportWith([]))).toBeUndefined()
  })
})

describe('the page', () => {
  it('is filled between its marks, again and again, and nowhere else', () => {
    const page = 'before\n\n<!-- bench:x -->\n<!-- /bench:x -->\n\nafter'
    const once = inPlace(page, 'x', 'one')
    expect(once).toBe('before\n\n<!-- bench:x -->\n\none\n\n<!-- /bench:x -->\n\nafter')
    expect(inPlace(once, 'x', 'two')).toBe(once.replace('one', 'two'))
    expect(() => inPlace(page, 'y', '')).toThrow('expected <!-- bench:y -->')
  })
})
