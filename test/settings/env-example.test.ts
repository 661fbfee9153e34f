import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

import { describe, expect, it } from 'vitest'

import { readSettings } from '../../src/core/settings.js'
import { VARIABLES } from '../../src/core/settings-table.js'

const text = readFileSync(join(__dirname, '../../.env.example'), 'utf8')

describe('.env.example', () => {
  it('names every variable once, and no other', () => {
    const named = [...text.matchAll(/^(?:# )?(KNEXODUS_[A-Z_]+)=/gm)].map(([, name]) => name)
    const known = Object.values(VARIABLES).map(({ name }) => name)
    expect(named.toSorted()).toEqual(known.toSorted())
  })

  it('used as it is gives the defaults', () => {
    expect(readSettings(parseEnv(text) as Record<string, string>)).toEqual(readSettings({}))
  })

  it('shows the default of every variable that has one', () => {
    const shown = parseEnv(text)
    const withDefault = Object.values(VARIABLES).filter(({ fallback }) => fallback !== undefined)
    for (const { name, fallback } of withDefault) expect(shown[name], name).toBe(String(fallback))
    expect(Object.keys(shown)).toHaveLength(withDefault.length)
  })
})
