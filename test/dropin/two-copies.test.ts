import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type knexodus from 'knexodus'
import plain from 'knex'

/*
 * Two copies of the package in one process, as when two dependencies bring one each: different modules, one Knex, one
 * default registry of prom-client.
 */

type Package = typeof knexodus

const require = createRequire(__filename)
const written = vi.hoisted(() => {
  const lines: string[] = []
  process.env['KNEXODUS_LOG_LEVEL'] = 'warn'
  process.env['KNEXODUS_PERCENTAGE'] = '100'
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = (text: string, ...rest: never[]) => {
    if (!text.includes('"name":"knexodus"')) return write(text, ...rest)
    lines.push(text)
    return true
  }
  return lines
})

const original = require.resolve('knexodus')
const folder = mkdtempSync(join(tmpdir(), 'knexodus-copy-'))
afterAll(() => rmSync(folder, { recursive: true }))
cpSync(dirname(original), join(folder, 'dist'), { recursive: true })
symlinkSync(join(dirname(original), '..', 'node_modules'), join(folder, 'node_modules'))

const first = require(original) as Package
const second = require(join(folder, 'dist', 'index.js')) as Package
const SQL = 'select * from "t" where "a" = 1'

function totals(): number[] {
  return [first, second].map((copy) => copy.getQueryBuilderMetrics().totalCalls)
}

describe('two copies of the package', () => {
  beforeEach(() => {
    for (const copy of [first, second]) copy.resetQueryBuilderMetrics()
  })

  it('are two, on one Knex', () => {
    expect(first).not.toBe(second)
    expect([first.Client, second.Client]).toEqual([plain.Client, plain.Client])
  })

  it('each route the instances that they made', () => {
    const [one, two] = [first, second].map((copy) => copy({ client: 'pg' }))
    expect([one!('t').where('a', 1).toQuery(), two!('t').where('a', 1).toQuery()]).toEqual([SQL, SQL])
    expect(one!('t').where('a', 1).toQuery()).toBe(SQL)
    expect(totals()).toEqual([2, 1])
    expect(second.getQueryBuilderMetrics()).toMatchObject({ fastCalls: 1, fastFallbacks: 0 })
  })

  it('route a query once, where both adapt: by the one that was told so last', () => {
    const Dialect = plain({ client: 'pg' }).client.constructor
    const db = first({ client: second.adaptClient(first.adaptClient(Dialect)) })
    expect(db('t').where('a', 1).toQuery()).toBe(SQL)
    expect(totals()).toEqual([0, 1])
  })

  it('route a query once, where one adapts in place what the other subclassed', () => {
    class Mine extends plain.Client {}
    Object.setPrototypeOf(Mine.prototype, plain({ client: 'pg' }).client.constructor.prototype as object)
    const db = plain({ client: first.adaptClient(Mine as never) })
    second.adaptClient(Mine as never, { inPlace: true })
    expect(db('t').where('a', 1).toQuery()).toBe(SQL)
    expect(totals().reduce((sum, total) => sum + total)).toBe(1)
  })

  it('say once that the names of the metrics are taken, and go on', () => {
    // Each copy has made its adapter by now, for the instances above.
    expect(written.filter((line) => line.includes('metrics'))).toHaveLength(1)
  })
})
