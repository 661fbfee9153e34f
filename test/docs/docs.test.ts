import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { FALLBACK_REASONS } from '../../src/core/fallback-reason.js'
import { DEFAULT_ROLLOUT } from '../../src/core/rollout.js'
import { BuildStats } from '../../src/stats/build-stats.js'
import { metricFamilies } from '../../src/stats/metric-families.js'
import { snapshot } from '../../src/stats/snapshot.js'

const ROOT = join(__dirname, '../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The first cell of every row of the tables of a page. */
function rowsOf(page: string): string[] {
  return [...page.matchAll(/^\| `(.+?)`.* \|$/gm)].map(([, name]) => name!)
}

describe('docs/errors.md', () => {
  const page = read('docs/errors.md')

  it('has a section for every error code, and for no other', () => {
    const codes = [...read('src/core/errors.ts').matchAll(/\| '(KNEXODUS_\w+)'/g)].map(([, code]) => code)
    const sections = [...page.matchAll(/^## (KNEXODUS_\w+)$/gm)].map(([, code]) => code)
    expect(codes).not.toEqual([])
    expect(sections).toEqual(codes)
  })

  it('says what every fallback reason means', () => {
    const reasons = rowsOf(page).filter((name) => /^[a-z]+(_[a-z]+)*$/.test(name))
    expect(reasons).toEqual([...FALLBACK_REASONS])
  })
})

describe('docs/metrics.md', () => {
  const names = rowsOf(read('docs/metrics.md'))

  it('has a row for every metric, and for no other', () => {
    const families = metricFamilies('1.0.0').map(({ name }) => `knexodus_${name}`)
    const documented = names
      .filter((name) => name.startsWith('knexodus_'))
      .map((name) => name.replace(/\{.*\}$/, ''))
    expect(documented.toSorted()).toEqual(families.toSorted())
  })

  it('has a row for every field of getQueryBuilderMetrics()', () => {
    const rollout = { ...DEFAULT_ROLLOUT, by: 'test', reason: 'test', version: 1, changedAt: 0 }
    const fields = Object.keys(snapshot(new BuildStats(), { plans: 0, quarantinedShapes: 0, rollout }))
    const documented = names
      .filter((name) => !name.startsWith('knexodus_'))
      .map((name) => name.replace(/\..*$/, ''))
    expect([...new Set(documented)].toSorted()).toEqual(fields.toSorted())
  })
})

describe('links', () => {
  const pages = ['.', 'docs'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file)),
  )

  it.each(pages)('of %s lead somewhere', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)]*)\)/g)].map(([, link]) => link!)
    expect(links.filter((link) => !isThere(page, link))).toEqual([])
  })
})

/** Whether the file of a link exists and, where the link names one, the heading too. */
function isThere(page: string, link: string): boolean {
  const [file = '', heading] = link.split('#')
  const path = file === '' ? page : join(dirname(page), file)
  if (!existsSync(join(ROOT, path))) return false
  return heading === undefined || headingsOf(read(path)).includes(heading)
}

function headingsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) => {
    return title!
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-')
  })
}

it('docs/architecture.md names files that exist', () => {
  const tree = /^src\/\n(?<lines>[\s\S]*?)^```/m.exec(read('docs/architecture.md'))?.groups?.['lines'] ?? ''
  const named = [...tree.matchAll(/[\w-]+\.m?ts/g)].map(([name]) => name)
  const folders = ['', ...readdirSync(join(ROOT, 'src'))]
  expect(named).not.toEqual([])
  expect(
    named.filter((name) => !folders.some((folder) => existsSync(join(ROOT, 'src', folder, name)))),
  ).toEqual([])
})
