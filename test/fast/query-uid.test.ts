import { describe, expect, it } from 'vitest'

import { queryUid } from '../../dist/fast/query-uid.js'

/** More than begin in the same way. */
const MANY = 20_000

describe('the ids of results', () => {
  const ids = Array.from({ length: MANY }, queryUid)

  it('are like those of Knex', () => {
    for (const id of ids) expect(id).toMatch(/^[\w-]{21}$/)
  })

  it('are never the same twice', () => {
    expect(new Set(ids).size).toBe(MANY)
  })

  it('begin anew every 4,096', () => {
    expect(new Set(ids.map((id) => id.slice(0, 19))).size).toBeGreaterThan(MANY / 4096)
  })
})
