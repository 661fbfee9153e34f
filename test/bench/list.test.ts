import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { readArguments } from '../../bench/arguments.js'
import { BENCHMARKS } from '../../bench/list.js'

const ROOT = join(__dirname, '../..')

describe.each(BENCHMARKS)('the benchmark %s', (name) => {
  it('is a file, and has its place on the page', () => {
    expect(existsSync(join(ROOT, 'bench', `${name}.ts`))).toBe(true)
    const page = readFileSync(join(ROOT, 'docs/performance.md'), 'utf8')
    expect(page.split(`<!-- bench:${name} -->`)).toHaveLength(2)
    expect(page.split(`<!-- /bench:${name} -->`)).toHaveLength(2)
  })
})

describe('the command line', () => {
  it('runs everything unless told what, and in the order of the page', () => {
    expect(readArguments([]).names).toEqual(BENCHMARKS)
    expect(readArguments(['overhead', 'build', '--smoke'])).toMatchObject({
      names: ['build', 'overhead'],
      effort: 'smoke',
    })
  })

  it('says what it expected', () => {
    expect(() => readArguments(['speed'])).toThrow('expected one of build, build-in-application, cold, ')
    expect(() => readArguments(['--docs', '--smoke'])).toThrow('without --smoke and --base')
    expect(() => readArguments(['--plots', '--base', 'main'])).toThrow('without --smoke and --base')
    expect(() => readArguments(['--fast'])).toThrow("Unknown option '--fast'")
  })
})
