import knex from 'knex'
import { afterAll, describe, expect, it } from 'vitest'
import { CATALOGUE } from '../../demo/app/catalogue.js'
import { Shop } from '../../demo/app/shop.js'

const db = knex({ client: 'pg' })
afterAll(() => db.destroy())

const REPOSITORIES = ['customers', 'products', 'orders', 'payments', 'audit'] as const

const methodsOf = (object: object) =>
  Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter((name) => name !== 'constructor')

describe('the catalogue', () => {
  it('lists every query of every repository, once', () => {
    const shop = new Shop(db)
    const methods = REPOSITORIES.flatMap((name) => methodsOf(shop[name]).map((method) => `${name}.${method}`))
    const listed = CATALOGUE.map(({ name }) => name)
    expect([...listed].sort()).toEqual([...methods].sort())
    expect(listed.length).toBeGreaterThanOrEqual(25)
  })

  it.each(CATALOGUE)('$name is what its name says, and builds with plain Knex', ({ name, build }) => {
    const { sql, bindings } = build(db).toSQL().toNative()
    expect(sql).toMatch(/^(select|insert into|update|delete from) /)
    expect(sql.match(/\$\d+/g) ?? []).toHaveLength(bindings.length)
    expect(name.split('.')).toHaveLength(2)
  })

  it('has the whole range of what the fast builder covers', () => {
    const all = CATALOGUE.map(({ build }) => build(db).toSQL().sql).join('\n')
    const wanted = [
      'inner join',
      'left join',
      'right join',
      'cross join',
      'group by',
      'having',
      'order by',
      'limit',
    ]
    const more = [
      'offset',
      'distinct',
      'count(distinct',
      'sum(',
      'min(',
      'max(',
      'avg(',
      ' in (select',
      'not in (select',
    ]
    const others = [
      'from (select',
      'between',
      'not between',
      'like',
      'is null',
      'is not null',
      'not "',
      'returning',
    ]
    const writes = ['do nothing', 'do update set', '), (', 'update "', 'delete from']
    expect([...wanted, ...more, ...others, ...writes].filter((part) => !all.includes(part))).toEqual([])
  })
})
