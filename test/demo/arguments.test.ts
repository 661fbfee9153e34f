import { describe, expect, it } from 'vitest'
import { parseArguments, USAGE } from '../../demo/arguments.js'

describe('parseArguments', () => {
  it('runs live without arguments', () => {
    expect(parseArguments([])).toEqual({ kind: 'run', once: false })
  })

  it('runs once with --once, however often it is said', () => {
    expect(parseArguments(['--once'])).toEqual({ kind: 'run', once: true })
    expect(parseArguments(['--once', '--once'])).toEqual({ kind: 'run', once: true })
  })

  it('prefers help to running', () => {
    expect(parseArguments(['--once', '--help'])).toEqual({ kind: 'help' })
  })

  it.each(['--twice', '-h', 'once', '', '--once=yes'])('does not guess what %j means', (argument) => {
    const parsed = parseArguments(['--help', argument])
    expect(parsed).toEqual({ kind: 'wrong', problem: `Unknown argument: ${argument}` })
  })

  it('explains every argument it takes', () => {
    expect(USAGE).toContain('--once')
    expect(USAGE).toContain('--help')
  })
})
