import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { metricFamilies } from '../../src/stats/metric-families.js'

/* A metric that is named and does not exist is a query that silently finds nothing, at three in the morning. */

const ROOT = join(__dirname, '../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** About the collectors of `knexodus/workers`; their pages and tests are where they are made. */
const COLLECTORS = ['knexodus_cluster_workers', 'knexodus_worker_threads'].flatMap((name) => [
  name,
  `${name}_retired_total`,
])

const FAMILIES = metricFamilies('1.0.0').map(({ name, type }) => ({ name: `knexodus_${name}`, type }))

const KNOWN = new Set([
  ...FAMILIES.map(({ name }) => name),
  ...FAMILIES.filter(({ type }) => type === 'histogram').flatMap(({ name }) =>
    ['_bucket', '_sum', '_count'].map((part) => name + part),
  ),
  ...COLLECTORS,
])

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(folder, name)
    return statSync(join(ROOT, path)).isDirectory() ? filesBelow(path) : [path]
  })
}

/** Names in the text; the middle part of a recorded series, between colons, is a name of its own kind. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w:])knexodus_[a-z0-9_]*[a-z0-9](?![:\w])/g)].map(([name]) => name)
}

const pages = [
  'README.md',
  'CHANGELOG.md',
  ...filesBelow('docs').filter((path) => path.endsWith('.md')),
  ...filesBelow('dashboards').filter((path) => /\.(ya?ml|json)$/.test(path)),
]

it('there are pages, dashboards and rules that name metrics', () => {
  const naming = pages.filter((path) => namesIn(read(path)).length > 0)
  expect(naming).toEqual(
    expect.arrayContaining(['docs/metrics.md', 'docs/runbook.md', 'dashboards/knexodus-rollout.json']),
  )
})

it.each(pages)('%s names metrics that exist', (page) => {
  expect(namesIn(read(page)).filter((name) => !KNOWN.has(name))).toEqual([])
})

it('docs/metrics.md has every metric that exists', () => {
  const named = new Set(namesIn(read('docs/metrics.md')))
  expect([...FAMILIES.map(({ name }) => name), ...COLLECTORS].filter((name) => !named.has(name))).toEqual([])
})
