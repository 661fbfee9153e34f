import knex from 'knex'
import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'

import { Quoting } from '../../dist/fast/quoting.js'
import type { KnexClient } from '../../dist/knex/statements.js'

/* Names are quoted as Knex quotes them, which is asked once for each. */

interface Inside {
  readonly known: { readonly known: ReadonlyMap<string, string> }
}

function clientOf(client: string, config: Partial<Knex.Config> = {}): KnexClient {
  return knex({ client, ...config }).client as KnexClient
}

function quoter(client: KnexClient): Quoting {
  const quoting = new Quoting()
  quoting.enter(client)
  return quoting
}

describe('quoting', () => {
  it.each(['pg', 'mysql', 'better-sqlite3', 'mssql'])('quotes as %s does, twice', (dialect) => {
    const client = clientOf(dialect)
    const quoting = quoter(client)
    for (const name of ['a', '', '*', 'a"b', 'a`b', 'a]b', 'tags[1]', 'é', '__proto__', 'x'.repeat(100)]) {
      const expected = client.wrapIdentifier(name, undefined)
      expect([quoting.quoted(name, undefined), quoting.quoted(name, undefined)]).toEqual([expected, expected])
    }
  })

  it('always asks an application that quotes by itself', () => {
    let asked = 0
    const client = clientOf('pg', { wrapIdentifier: (name) => `${name}${(asked += 1)}` })
    const quoting = quoter(client)
    expect([quoting.quoted('a', undefined), quoting.quoted('a', undefined)]).toEqual(['a1', 'a2'])
  })

  it('forgets what another client, or another method, said', () => {
    const quoting = quoter(clientOf('pg'))
    expect(quoting.quoted('a', undefined)).toBe('"a"')
    quoting.enter(clientOf('mysql'))
    expect(quoting.quoted('a', undefined)).toBe('`a`')
    const replaced = clientOf('mysql')
    replaced.wrapIdentifierImpl = (name) => `<${name}>`
    quoting.enter(replaced)
    expect(quoting.quoted('a', undefined)).toBe('<a>')
  })

  it('goes on when there are more names than it remembers', () => {
    const quoting = quoter(clientOf('pg'))
    for (let n = 0; n < 5000; n++) expect(quoting.quoted(`column_${n}`, undefined)).toBe(`"column_${n}"`)
    expect((quoting as unknown as Inside).known.known.size).toBeLessThanOrEqual(1000)
  })
})
