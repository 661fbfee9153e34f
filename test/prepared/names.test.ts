import { describe, expect, it } from 'vitest'

import { PreparedStatements } from '../../src/adapter/prepared-statements.js'
import type { PlannedText } from '../../src/adapter/prepared-statements.js'
import type { KnexClient } from '../../src/knex/statements.js'
import type { PgConnection, RunnerQuery } from '../../src/knex/named-statements.js'
import { USES } from './stage.js'

const MOST_NAMES = 200

const connection = (): PgConnection => ({ connection: { parsedStatements: {} }, query: () => undefined })

interface Asked {
  readonly names: PreparedStatements
  readonly off: string[]
  /** The name for one more use of a plan. */
  readonly ask: (plan: PlannedText, query?: Partial<RunnerQuery>, on?: PgConnection) => string | undefined
  /** The same for so many uses that a name is due. */
  readonly askOften: (
    plan: PlannedText,
    query?: Partial<RunnerQuery>,
    on?: PgConnection,
  ) => string | undefined
}

function asked(): Asked {
  const plans = new WeakMap<object, PlannedText>()
  const off: string[] = []
  const names = new PreparedStatements({
    textOf: (query) => plans.get(query),
    onOff: (state) => off.push(state),
  })
  const shared = connection()
  const ask: Asked['ask'] = (plan, fields, on = shared) => {
    const query = { sql: plan.nativeFor(client), bindings: [1], options: {}, ...fields }
    plans.set(query, plan)
    return names.nameFor(client, on, query)
  }
  const askOften: Asked['askOften'] = (...args) => {
    for (let n = 1; n < USES; n++) expect(ask(...args)).toBeUndefined()
    return ask(...args)
  }
  return { names, off, ask, askOften }
}

const client = {} as KnexClient

const plan = (native: string, isFixed = true): PlannedText => {
  return { sql: native.replaceAll(/\$\d/g, '?'), isFixed, nativeFor: () => native }
}

const failure = (code: string, message: string, routine = ''): unknown => ({
  severity: 'ERROR',
  code,
  message,
  routine,
})

describe('a name', () => {
  it('is given at the fifth use of a text, and kept', () => {
    const { ask, askOften } = asked()
    const text = plan('select $1')
    const name = askOften(text)
    expect(name).toMatch(/^kx_[\w-]{22}$/)
    expect(ask(text)).toBe(name)
  })

  it('is made of the text alone, in whatever process and by whatever plan', () => {
    const name = asked().askOften(plan('select $1'))
    expect(name).toBe('kx_N1-hIz8fCaiYSEVS2bP5Ib')
    const { askOften } = asked()
    expect(askOften(plan('select $1'))).toBe(name)
    expect(askOften(plan('select $1'))).toBe(name)
    expect(askOften(plan('select $2'))).not.toBe(name)
  })

  it('is not given to a query without a plan', () => {
    const { names } = asked()
    const query = { sql: 'select $1', bindings: [1], options: {} }
    for (let n = 0; n < 2 * USES; n++) expect(names.nameFor(client, connection(), query)).toBeUndefined()
  })

  it.each([
    ['a plan whose text varies', plan('select $1', false), {}],
    ['a text that somebody has changed', plan('select $1'), { sql: 'select $1 -- traced' }],
    ['a query without values', plan('select 1'), { bindings: [] }],
    ['a query with options', plan('select $1'), { options: { rowMode: 'array' } }],
    ['a query with a name of its own', plan('select $1'), { options: { name: 'own' } }],
  ])('is not given to %s', (_, text, query) => {
    const { ask, askOften } = asked()
    expect(askOften(text, query)).toBeUndefined()
    expect(ask(text, query)).toBeUndefined()
  })

  it('is not used on a connection of another driver', () => {
    const { ask, askOften } = asked()
    const text = plan('select $1')
    const other = { query: () => undefined }
    expect(askOften(text, {}, other)).toBeUndefined()
    expect(ask(text, {}, { ...other, connection: {} })).toBeUndefined()
    expect(ask(text)).toBeDefined()
  })

  it(`is given to ${MOST_NAMES} texts at most`, () => {
    const { ask, askOften } = asked()
    const texts = Array.from({ length: MOST_NAMES }, (_, i) => plan(`select $1 as c${i}`))
    const names = texts.map((text) => askOften(text))
    expect(new Set(names).size).toBe(MOST_NAMES)
    const late = plan('select $1 as late')
    expect(askOften(late)).toBeUndefined()
    expect(ask(late)).toBeUndefined()
    expect(texts.map((text) => ask(text))).toEqual(names)
    expect(askOften(plan('select $1 as c0'))).toBe(names[0])
  })

  it('is not used up by texts that come once', () => {
    const { ask, askOften } = asked()
    for (let i = 0; i < 10 * MOST_NAMES; i++) expect(ask(plan(`select $1 as once${i}`))).toBeUndefined()
    expect(askOften(plan('select $1'))).toBeDefined()
  })
})

describe('after an error', () => {
  const [first, second] = [plan('select $1 as a'), plan('select $1 as b')]

  it('by changed tables, the text has no name any more, on no connection, by no plan', () => {
    const { names, off, ask, askOften } = asked()
    const [name, other] = [askOften(first)!, askOften(second)]
    expect(names.isToBlame(name, connection(), failure('0A000', 'plan', 'RevalidateCachedQuery'))).toBe(true)
    expect(ask(first)).toBeUndefined()
    expect(ask(first, {}, connection())).toBeUndefined()
    expect(askOften(plan('select $1 as a'))).toBeUndefined()
    expect(ask(second)).toBe(other)
    expect(off).toEqual([])
  })

  it.each(['26000', '42P05'])('by a lost statement (%s), names are off, and that is told once', (code) => {
    const { names, off, ask, askOften } = asked()
    const [name, other] = [askOften(first)!, askOften(second)!]
    expect(names.isToBlame(name, connection(), failure(code, `statement "${name}"`))).toBe(true)
    expect(names.isToBlame(other, connection(), failure(code, `statement "${other}"`))).toBe(true)
    expect([ask(first), ask(second)]).toEqual([undefined, undefined])
    expect(off).toEqual([code])
  })

  it.each([
    ['of a feature', failure('0A000', 'not supported', 'transformSelect')],
    ['of a statement of somebody else’s', failure('26000', 'prepared statement "own" does not exist')],
    ['of a key', failure('23505', 'duplicate key')],
  ])('%s, nothing changes', (_, error) => {
    const { names, off, ask, askOften } = asked()
    const name = askOften(first)!
    expect(names.isToBlame(name, connection(), error)).toBe(false)
    expect(ask(first)).toBe(name)
    expect(off).toEqual([])
  })

  it.each([new TypeError('BigInt'), 'a text', undefined, null, { code: 'ECONNRESET' }])(
    'of the driver (%o), that connection has that name no more',
    (error) => {
      const { names, ask, askOften } = asked()
      const [name, other] = [askOften(first)!, askOften(second)!]
      const hit = connection()
      expect(names.isToBlame(name, hit, error)).toBe(false)
      expect(ask(first, {}, hit)).toBeUndefined()
      expect(ask(second, {}, hit)).toBe(other)
      expect(ask(first)).toBe(name)
    },
  )
})
