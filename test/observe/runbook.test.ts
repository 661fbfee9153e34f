import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FALLBACK_REASONS } from '../../src/core/fallback-reason.js'
import { promqlInDocs, queriesOf } from './promql-in-docs.js'
import { SERIES_NAMES, seriesIn } from './promql-names.js'
import { readAlerts } from './rules.js'

const DOCS = path.resolve(__dirname, '../../docs')
const runbook = readFileSync(path.join(DOCS, 'runbook.md'), 'utf8')
const guide = readFileSync(path.join(DOCS, 'rollout-guide.md'), 'utf8')

const alerts = readAlerts()
const alertNames = [...new Set(alerts.map(({ alert }) => alert))]
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!)

/** The section under a heading of the runbook. */
function sectionOf(heading: string): string {
  return runbook.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
}

describe('the runbook', () => {
  it('has a section for every alert, and for none that does not exist', () => {
    const sections = headings.filter((heading) => heading.startsWith('Knexodus'))
    expect(sections.toSorted()).toEqual(alertNames.toSorted())
  })

  it.each(alertNames)('says of %s what it means and what to do', (name) => {
    const leads = [...sectionOf(name).matchAll(/^\*\*(.+?)\.\*\*/gm)].map(([, lead]) => lead)
    expect(leads).toEqual(['Meaning', 'Impact', 'First look', 'What to type', 'Roll back', 'When to go on'])
    expect(sectionOf(name)).toMatch(/```sh\n/)
  })

  it('lists every alert at its top, with all its severities', () => {
    for (const name of alertNames) {
      const row = new RegExp(`^\\| \\[${name}\\]\\(#${name.toLowerCase()}\\) +\\| ([a-z, ]+?) +\\|`, 'm')
      const severities = alerts.filter(({ alert }) => alert === name).map(({ labels }) => labels['severity'])
      expect(row.exec(runbook)?.[1]).toBe([...new Set(severities)].join(', '))
    }
  })

  it('tells the kinds of KnexodusMetricsAbsent apart by the category that each rule has', () => {
    const categories = alerts
      .filter(({ alert }) => alert === 'KnexodusMetricsAbsent')
      .map(({ labels }) => labels['category'])
    const rows = [...sectionOf('KnexodusMetricsAbsent').matchAll(/^\| `([a-z]+)` +\|/gm)].map(
      ([, name]) => name,
    )
    expect(rows).toEqual(categories)
  })

  it('says what to do about every fallback reason', () => {
    for (const reason of FALLBACK_REASONS) expect(runbook).toMatch(new RegExp(`^\\| \`${reason}\` +\\|`, 'm'))
  })

  it('changes a threshold that is there', () => {
    const [, from] = /sed -i\.bak 's\/(.+?)\/(.+?)\/' alerts\.yml/.exec(runbook) ?? []
    expect(alerts.filter(({ expr }) => expr.includes(from!)).map(({ alert }) => alert)).toEqual([
      'KnexodusFallbackRatioHigh',
    ])
  })
})

describe('the rollout guide', () => {
  const decisions = [...guide.matchAll(/^\| (.+) \| (Knexodus[\w, ]+?) +\|$/gm)]

  it('decides by every alert there is, and by none that does not exist', () => {
    const used = decisions.flatMap(([, , names]) => names!.split(', '))
    expect(used.toSorted()).toEqual(alertNames.toSorted())
  })

  it.each([
    ['KnexodusFastErrorBudgetBurn', ['14.4 * 0.001', '6 * 0.001', '1 * 0.001'], ['1.44 %', '0.6 %', '0.1 %']],
    ['KnexodusFastWorseThanLegacy', ['> 0.01'], ['1 %']],
    ['KnexodusNothingCompared', ['[1d]'], ['in a day']],
    ['KnexodusFallbackRatioHigh', ['> 0.05'], ['5 %']],
    ['KnexodusFastSlowerThanLegacy', ['> 1\n'], ['above 1']],
    ['KnexodusFastP99Regression', ['> 2\n'], ['above 2']],
    ['KnexodusRolloutConfigStale', ['> 300'], ['within 300 s']],
  ])('draws the line of %s where it fires', (name, inRule, inGuide) => {
    const exprs = alerts.filter(({ alert }) => alert === name).map(({ expr }) => expr)
    const row = decisions.find(([, , names]) => names!.includes(name))?.[1]
    for (const number of inRule)
      expect(
        exprs.some((expr) => expr.includes(number)),
        number,
      ).toBe(true)
    for (const number of inGuide) expect(row).toContain(number)
  })
})

describe('what the pages tell to ask', () => {
  const queries = promqlInDocs()

  it('is there on both pages', () => {
    expect([...new Set(queries.map(({ page }) => page))]).toEqual(['runbook.md', 'rollout-guide.md'])
    expect(queries.length).toBeGreaterThan(50)
  })

  it.each(queries.map(({ page, section, expr }) => [page, section, expr] as const))(
    '%s, %s: %s asks for series that exist',
    (_page, _section, expr) => {
      expect(seriesIn(expr)).not.toEqual([])
      expect(seriesIn(expr).filter((name) => !SERIES_NAMES.has(name))).toEqual([])
      // A job of somebody else's would answer with nothing.
      expect(expr).not.toMatch(/(?:job|instance|database)=/)
    },
  )

  it('is found in blocks and commands, without comments', () => {
    const page =
      "## Here\n\n```promql\n# one\nsum(\n  a\n)\n\n# two\nb offset 1d\n```\n\n```sh\nask 'c > 0'\n```\n"
    expect(queriesOf('page.md', page)).toEqual([
      { page: 'page.md', section: 'Here', expr: 'sum(\n  a\n)', mayBeEmpty: false },
      { page: 'page.md', section: 'Here', expr: 'b offset 1d', mayBeEmpty: true },
      { page: 'page.md', section: 'Here', expr: 'c > 0', mayBeEmpty: true },
    ])
  })
})
