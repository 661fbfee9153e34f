import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { render } from '../../demo/screen/render.js'
import { wantsColour } from '../../demo/screen/style.js'
import { clip } from '../../demo/screen/text.js'
import { METRICS, PROGRESS, sampleStep } from './sample.js'

const CANVAS = { columns: 110, rows: 40, colour: false }
const ESCAPE = '\u001b'

const lineWith = (text: string, screen: string) =>
  screen.split('\n').find((line) => line.includes(text)) ?? ''

describe('the live table', () => {
  it('shows each step with its share, its counts and what chance allows', () => {
    const screen = render(PROGRESS, CANVAS)
    expect(lineWith('✓     1 %', screen)).toMatch(/1\.03 %\s+31 \/ 3,000\s+0\.\d\d % – 1\.\d\d %/)
    expect(lineWith('▶    10 %', screen)).toMatch(/10\.00 %\s+150 \/ 1,500/)
    expect(lineWith('·    50 %', screen).trim()).toBe('·    50 %')
  })

  it('marks a step whose share is wrong', () => {
    const steps = [sampleStep(1, 300, 3000)]
    expect(render({ ...PROGRESS, steps }, CANVAS)).toContain('✗     1 %')
  })

  it('shows both builders and how much faster one is', () => {
    const screen = render(PROGRESS, CANVAS)
    expect(lineWith('legacy  ', screen)).toMatch(/12,345\s+12\.50 µs\s+11\.00 µs\s+50\.00 µs/)
    expect(lineWith('25.0×', screen)).toMatch(/fast\s+1,310\s+0\.50 µs\s+0\.40 µs\s+2\.00 µs/)
  })

  it('shows a dash where nothing has been timed', () => {
    const metrics = {
      ...METRICS,
      avgFastTimeMs: 0,
      p50: { fast: 0, legacy: 0.01 },
      p99: { fast: NaN, legacy: 0.01 },
    }
    const screen = render({ ...PROGRESS, metrics }, CANVAS)
    expect(lineWith('1,310', screen)).toMatch(/fast\s+1,310\s+–\s+–\s+–$/)
    expect(screen).not.toMatch(/NaN|Infinity|×/)
  })

  it('names the reasons of fallbacks, and only those that happened', () => {
    const fallbackReasons = { ...METRICS.fallbackReasons, unsupported_clause: 12 }
    const screen = render(
      { ...PROGRESS, metrics: { ...METRICS, fastFallbacks: 12, fallbackReasons } },
      CANVAS,
    )
    expect(lineWith('fallbacks', screen)).toContain('12 to legacy  unsupported_clause 12')
    expect(screen).not.toContain('quarantined 0')
  })

  it('shows errors, parity, plans, rows, the address and the time', () => {
    const screen = render(PROGRESS, CANVAS)
    expect(screen).toContain('0 of fast')
    expect(screen).toContain('0 mismatches in 77 checks')
    expect(screen).toContain('41 cached')
    expect(screen).toContain('0 differ from plain Knex in 4,321 operations  check out')
    expect(screen).toContain('http://127.0.0.1:9464/metrics')
    expect(screen).toContain('01:05')
  })

  it.each([
    [200, 60],
    [110, 24],
    [80, 24],
    [40, 10],
    [12, 3],
    [1, 1],
  ])('stays within %i columns and %i rows', (columns, rows) => {
    for (const colour of [false, true]) {
      const lines = render(PROGRESS, { columns, rows, colour }).split('\n').map(stripVTControlCharacters)
      expect(lines.length).toBeLessThanOrEqual(rows)
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(columns)
    }
  })

  it('fits an ordinary terminal whole', () => {
    const screen = render(PROGRESS, { columns: 80, rows: 24, colour: false })
    expect(screen).toContain('Ctrl-C')
    expect(lineWith('▶', screen)).toMatch(/%$/)
  })

  it('uses colour only when told to, and says the same without', () => {
    const [plain, coloured] = [false, true].map((colour) => render(PROGRESS, { ...CANVAS, colour }))
    expect(plain).not.toContain(ESCAPE)
    expect(coloured).toContain(ESCAPE)
    expect(stripVTControlCharacters(coloured ?? '')).toBe(plain)
  })
})

describe('clip', () => {
  it('counts what is seen, and ends the colours it cut', () => {
    expect(clip('abcdef', 3)).toBe('abc')
    expect(clip('abc', 3)).toBe('abc')
    expect(clip(`${ESCAPE}[1mabcdef${ESCAPE}[22m`, 3)).toBe(`${ESCAPE}[1mabc${ESCAPE}[0m`)
    expect(clip(`${ESCAPE}[1mabc${ESCAPE}[22m`, 3)).toBe(`${ESCAPE}[1mabc${ESCAPE}[22m`)
    expect(clip('▶▶▶', 2)).toBe('▶▶')
  })
})

describe('wantsColour', () => {
  it('follows the terminal, NO_COLOR and TERM', () => {
    expect(wantsColour(true, {})).toBe(true)
    expect(wantsColour(false, {})).toBe(false)
    expect(wantsColour(true, { NO_COLOR: '1' })).toBe(false)
    expect(wantsColour(true, { NO_COLOR: '' })).toBe(true)
    expect(wantsColour(true, { TERM: 'dumb' })).toBe(false)
  })
})
