import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'

import type { Chain } from '../differential/chain.js'
import { outcome } from '../differential/outcome.js'
import { SOME_DIALECTS, Stage } from '../rules/stage.js'
import { learn } from './learning.js'
import { watchShortcuts } from './watch.js'

/* Shortcuts under a `wrapIdentifier` hook: it is asked about every name of every query, and what it says today is compared. */

type Hook = NonNullable<Knex.Config['wrapIdentifier']>

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const HOOKS: Readonly<Record<string, Hook>> = {
  'writes in snake case': (name, quote) => quote(snake(name)),
  'quotes by itself': (name) => `<${name}>`,
  'quotes twice': (name, quote) => quote(quote(name)),
  'leaves stars alone': (name, quote) => (name === '*' ? name : quote(`x_${name}`)),
}

const CHAINS: Readonly<Record<string, Chain>> = {
  'a select': (k) => k('userAccounts').select('id', 'firstName as givenName').where('accountId', 7),
  'all columns': (k) => k('userAccounts').where({ accountId: 7 }).first(),
  'a join': (k) =>
    k('users as u').join('blogPosts as p', 'p.userId', 'u.id').select('u.id', 'p.*').orderBy('p.createdAt'),
  'a group': (k) => k('t').where((q: Knex.QueryBuilder) => void q.where('anA', 1).orWhere('aB', 2)),
  'a raw with a name': (k) =>
    k('t')
      .select(k.raw('count(??)', ['anId']))
      .where('aB', 1),
  'a ref': (k) => k('t').select(k.ref('t.anId').as('otherId')),
  'a list': (k) => k('t').whereIn('anId', [1, 2, 3]),
  'an insert': (k) => k('t').insert({ anA: 1, aB: 2 }),
  'rows that merge': (k) => k('t').insert([{ anA: 1 }, { anA: 2 }]),
  'an update': (k) => k('t').where('anId', 1).update({ anA: 1 }),
  'a subquery': (k) => k('t').whereIn('anId', k('u').select('theId').where('aB', 2)),
}

describe.each(SOME_DIALECTS)('under a hook (%s)', (dialect) => {
  it.each(Object.entries(HOOKS))('that %s, shortcuts answer', (_, wrapIdentifier) => {
    for (const [title, chain] of Object.entries(CHAINS)) {
      const seen = watchShortcuts()
      const stage = new Stage({ dialect, percentage: 100, knex: { wrapIdentifier } })
      learn(stage, chain)
      expect(seen().made, title).toBe(1)
      expect(
        outcome(() => chain(stage.db)),
        title,
      ).toEqual(outcome(() => chain(stage.plain)))
      expect(seen().answered, title).toBe(1)
    }
  })

  it('that says something else, none does', () => {
    let tenant = 'a'
    const wrapIdentifier: Hook = (name, quote) => quote(name === 'events' ? `${tenant}_events` : name)
    const stage = new Stage({ dialect, percentage: 100, knex: { wrapIdentifier } })
    const chain: Chain = (k) => k('events').select('id').where('kind', 1)
    learn(stage, chain)
    const seen = watchShortcuts()
    for (const [now, answered] of [
      ['b', 0],
      ['a', 1],
      ['c"', 0],
      ['', 0],
      ['a', 1],
    ] as const) {
      tenant = now
      expect(outcome(() => chain(stage.db))).toEqual(outcome(() => chain(stage.plain)))
      expect(seen().answered).toBe(answered)
    }
  })
})

describe('a hook', () => {
  const chain: Chain = (k) => k('userAccounts').select('firstName').where('accountId', 7)
  const expectSame = (stage: Stage, query: Chain = chain): void => {
    expect(outcome(() => query(stage.db))).toEqual(outcome(() => query(stage.plain)))
  }

  it('may come, change and go', () => {
    const stage = new Stage({ percentage: 100 })
    const hooks = [undefined, ...Object.values(HOOKS), null, ...Object.values(HOOKS)]
    for (const hook of hooks) {
      for (const { client } of [stage.db, stage.plain]) Object.assign(client.config, { wrapIdentifier: hook })
      for (let i = 0; i < 3; i++) expectSame(stage)
      learn(stage, chain)
      expectSame(stage)
    }
  })

  it('is asked once more about each name when a shortcut is made, and not for everything that is tried', () => {
    let asked = 0
    const wrapIdentifier: Hook = (name, quote) => {
      asked += 1
      return quote(name)
    }
    const stage = new Stage({ percentage: 100, knex: { wrapIdentifier } })
    const counts: number[] = []
    for (let i = 0; i < 20; i++) {
      asked = 0
      chain(stage.db).toSQL()
      counts.push(asked)
    }
    const seen = watchShortcuts()
    chain(stage.db).toSQL()
    expect(seen().answered).toBe(1)
    // At first sight Knex asks too, and the plan's compiler.
    expect(counts.slice(1).sort((a, b) => b - a)).toEqual([6, ...new Array<number>(18).fill(3)])
  })

  it('is asked in the context of the query, and in that which a raw was given before', () => {
    const wrapIdentifier: Hook = (name, quote, context: unknown) =>
      quote(`${name}_${JSON.stringify(context)}`)
    const stage = new Stage({ percentage: 100, knex: { wrapIdentifier } })
    const plainly: Chain = (k) => k('t').select(k.raw('f(??)', ['a']))
    learn(stage, plainly)
    expectSame(stage, plainly)
    expectSame(stage, (k) =>
      k('t')
        .queryContext('x')
        .select(k.raw('f(??)', ['a'])),
    )
    expectSame(stage, (k) => k('t').select(k.raw('f(??)', ['a']).queryContext('y')))
    expectSame(stage, (k) => {
      const raw = k.raw('f(??)', ['a'])
      k('t').queryContext('z').select(raw).toSQL()
      return k('t').select(raw)
    })
    expectSame(stage, plainly)
    // A query without any other name.
    const alone =
      (context?: unknown): Chain =>
      (k) => {
        const raw = k.raw('f(??)', ['a'])
        if (context !== undefined) k('t').queryContext(context).select(raw).toSQL()
        return k.queryBuilder().select(raw)
      }
    for (const context of [1, 2]) {
      learn(stage, alone(context))
      for (const other of [1, 2, undefined]) expectSame(stage, alone(other))
    }
  })

  it('may hand on what is no text, and another thing the next time', () => {
    let text = ''
    const thing = { match: () => null, replace: () => text }
    const wrapIdentifier: Hook = (_, quote) => quote(thing as never)
    const stage = new Stage({ percentage: 100, knex: { wrapIdentifier } })
    for (text of ['a', 'b']) {
      learn(stage, chain)
      expectSame(stage)
    }
  })

  it.each(['wrapIdentifier', 'wrapIdentifierImpl'])('gives way to another %s', (method) => {
    const stage = new Stage({ percentage: 100, knex: { wrapIdentifier: HOOKS['writes in snake case']! } })
    learn(stage, chain)
    for (const { client } of [stage.db, stage.plain]) {
      Object.assign(client, { [method]: (name: string) => `{${name}}` })
    }
    expectSame(stage)
  })
})
