import { inspect } from 'node:util'

import { Registry } from 'prom-client'
import type { Knex } from 'knex'
import { afterEach, describe, expect, it } from 'vitest'

import type { Chain } from '../differential/pair.js'
import { outcome } from '../differential/pair.js'
import { createMemoryLogger } from '../log/memory-logger.js'
import { withForeignStatement } from './declined.js'
import type { Spoil } from './plant.js'
import { SPOILS, heal, plantThrow, plantWrongPlans, plantWrongServing } from './plant.js'
import type { Line, StageOptions } from './stage.js'
import { BY, SOME_DIALECTS, Stage } from './stage.js'

/* Rule 4: whatever is bound is people's data, and is found in no line, no metric and no list. */

/** In every value of every query below, in one form or another. */
const MARK = 'zq7Xk9'
const NUMBER = 739_204_857
const SECRETS = [
  MARK,
  String(NUMBER),
  Buffer.from(MARK).toString('base64'),
  Buffer.from(MARK).toString('hex'),
]
const TEXT = `${MARK}'s "secret"`
const BYTES = Buffer.from(MARK)
const OBJECT = { [MARK]: NUMBER, list: [TEXT] }

/** Every place that takes a value. */
const VALUES: Readonly<Record<string, Chain>> = {
  where: (k) => k('t').where('a', TEXT).where({ b: NUMBER }).orWhere('c', '>', BigInt(NUMBER)).whereNot('d', BYTES),
  'where, values of other kinds': (k) => k('t').where('a', '=', OBJECT).where('b', [TEXT, NUMBER] as never),
  lists: (k) => k('t').whereIn('a', [TEXT, NUMBER]).whereIn('b', [OBJECT, TEXT] as never).whereNotIn('c', [BYTES]),
  tuples: (k) => k('t').whereIn(['a', 'b'], [[TEXT, NUMBER]] as never),
  ranges: (k) => k('t').whereBetween('a', [NUMBER, TEXT] as never).whereNotBetween('b', [NUMBER, NUMBER]),
  patterns: (k) => k('t').whereLike('a', `%${TEXT}%`).whereILike('b', TEXT),
  groups: (k) => k('t').where((q: Knex.QueryBuilder) => void q.where('a', TEXT).orWhere((r: Knex.QueryBuilder) => void r.where('b', NUMBER))),
  subqueries: (k) =>
    k('t')
      .whereIn('a', k('u').select('b').where('c', TEXT))
      .whereExists((q: Knex.QueryBuilder) => void q.from('v').where('d', NUMBER))
      .from(k('w').where('e', TEXT).as('w')),
  raws: (k) =>
    k('t')
      .whereRaw('a = ? and b = :x', [TEXT])
      .whereRaw('c = :x or d = :x', { x: TEXT })
      .select(k.raw('? as v', [NUMBER]))
      .orderByRaw('e = ?', [TEXT])
      .groupByRaw('f + ?', [NUMBER])
      .joinRaw('join u on u.g = ?', [TEXT]),
  joins: (k) => k('t').join('u', (j: Knex.JoinClause) => void j.on('u.a', 't.a').onVal('u.b', TEXT).onIn('u.c', [NUMBER])),
  having: (k) => k('t').groupBy('a').having('a', '>', NUMBER).havingIn('b', [TEXT]).havingRaw('c = ?', [TEXT]),
  'limit and offset': (k) => k('t').limit(NUMBER).offset(NUMBER),
  insert: (k) => k('t').insert({ a: TEXT, b: NUMBER, c: OBJECT, d: BYTES }),
  'insert rows': (k) => k('t').insert([{ a: TEXT }, { a: NUMBER, b: OBJECT }]),
  merge: (k) => k('t').insert({ a: TEXT }).onConflict('a').merge({ b: TEXT }).where('c', NUMBER),
  update: (k) => k('t').where('a', TEXT).update({ b: TEXT, c: OBJECT }).increment('d', NUMBER),
  'update from a query': (k) => k('t').update({ a: k('u').max('b').where('c', TEXT) }),
  delete: (k) => k('t').where('a', TEXT).del(),
  lock: (k) => k('t').where('a', TEXT).forUpdate(),
  union: (k) => k('t').where('a', TEXT).union(k('u').where('b', NUMBER)),
  with: (k) => k.with('w', k('u').where('a', TEXT)).from('w').where('b', NUMBER),
  json: (k) => k('t').whereJsonObject('a', OBJECT),
  'json paths': (k) => k('t').whereJsonPath('a', `$.${MARK}`, '=', TEXT).jsonExtract('b', `$.${MARK}`, 'c'),
  'a counter of a raw': (k) => k('t').where('a', TEXT).increment('b', k.raw('?', [TEXT]) as never),
  'counters twice': (k) => k('t').update({ a: NUMBER }).increment('a', NUMBER),
} // prettier-ignore

/** What fast declines. */
const DECLINED: Readonly<Record<string, Chain>> = {
  'a foreign statement': (k) => withForeignStatement(k('t').where('a', TEXT).whereIn('b', [NUMBER])),
  'a foreign statement, inserted beside': (k) => k('t').insert({ a: withForeignStatement(k('u').where('b', TEXT)), c: OBJECT }),
  'too deep': (k) => Array.from({ length: 40 }).reduce((q: Knex.QueryBuilder) => k('t').whereIn('a', q).where('b', TEXT), k('u').where('c', NUMBER)),
} // prettier-ignore

/** What the application gets wrong. */
const MISTAKES: Readonly<Record<string, Chain>> = {
  'an undefined value among others': (k) => k('t').where({ a: TEXT, b: undefined, c: OBJECT }),
  'an undefined value in a list': (k) => k('t').whereIn('a', [TEXT, undefined] as never),
  'an operator there is not': (k) => k('t').where('a', '=>', TEXT),
  'a raw binding too many': (k) => k('t').whereRaw('a = ?', [TEXT, NUMBER]),
  'a raw binding too few': (k) => k('t').whereRaw('a = ? and b = ?', [TEXT]),
  'a text inserted': (k) => k('t').insert(TEXT),
  'a row that is a text': (k) => k('t').insert([TEXT] as never),
  'a text to update': (k) => k('t').update(TEXT),
  'a list that is a text': (k) => k('t').whereIn('a', TEXT),
  'a range that is a text': (k) =>
    k('t')
      .where('a', TEXT)
      .havingBetween('b', [TEXT] as never),
  'a merge of a text': (k) => k('t').insert({ a: TEXT }).onConflict('a').merge(TEXT),
  'a callback that throws': (k) =>
    k('t').where(() => {
      throw new Error(`no ${TEXT}, ${NUMBER}`)
    }),
  'a callback that throws every other time': throwingNowAndThen(),
}

/** Throws at every other run: where both build, for both of them. */
function throwingNowAndThen(): Chain {
  let runs = 0
  return (k) =>
    k('t').where((q: Knex.QueryBuilder) => {
      runs += 1
      if (runs % 2 === 1) throw new TypeError(`Cannot use 'in' operator to search for 'a' in ${TEXT}`)
      void q.where('a', TEXT)
    })
}

const ALL = { ...VALUES, ...DECLINED, ...MISTAKES }

const ROLLOUTS: Readonly<Record<string, StageOptions>> = {
  legacy: {},
  fast: { percentage: 100 },
  'fast, verified': { percentage: 100, verifyPercentage: 100 },
  shadowed: { shadowPercentage: 100 },
  'fast without fallback': { percentage: 100, fallback: false },
  'sticking to shapes': { percentage: 50, stickiness: 'shape' },
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Those at which Knexodus may write what an error says: whoever debugs has asked for it. */
const WITHOUT_MESSAGES = LEVELS.slice(2)

const TALKATIVE = { logBuilder: true, logPerformance: true, slowBuildMs: 0 }

afterEach(heal)

function runAll(stage: Stage, chains: Readonly<Record<string, Chain>>): void {
  for (let i = 0; i < 2; i++) for (const chain of Object.values(chains)) outcome(() => chain(stage.db))
}

/** Everything Knexodus tells anybody, as text; objects in full depth, their hidden fields too. */
async function told({ adapter, lines, registry }: Stage): Promise<string> {
  const said = [lines, adapter.listShapes(), adapter.getQueryBuilderMetrics(), adapter.getRollout()]
  const options = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity, showHidden: true }
  return [inspect(said, options), await registry.metrics()].join('\n')
}

/** The first line that tells: a whole log would be too much to read. */
function leaks(text: string): string[] {
  return text.split('\n').filter((line) => SECRETS.some((secret) => line.includes(secret))).slice(0, 3) // prettier-ignore
}

describe.each(SOME_DIALECTS)('%s', (dialect) => {
  describe.each(Object.entries(ROLLOUTS))('%s', (_, rollout) => {
    it.each(LEVELS)('values, at level %s', async (logLevel) => {
      const stage = new Stage({ dialect, ...TALKATIVE, ...rollout, logLevel })
      runAll(stage, { ...VALUES, ...DECLINED })
      expect(leaks(await told(stage))).toEqual([])
      expect(stage.lines.length > 30).toBe(LEVELS.indexOf(logLevel) <= LEVELS.indexOf('warn'))
    })

    it.each(WITHOUT_MESSAGES)('mistakes, at level %s', async (logLevel) => {
      const stage = new Stage({ dialect, ...TALKATIVE, ...rollout, logLevel })
      runAll(stage, ALL)
      expect(leaks(await told(stage))).toEqual([])
      expect(stage.metrics.totalCalls).toBeGreaterThan(50)
    })

    it('mistakes of values, while debugging', async () => {
      const stage = new Stage({ dialect, ...TALKATIVE, ...rollout, logLevel: 'trace' })
      runAll(stage, MISTAKES)
      expect(leaks(await told(stage))).toEqual([])
    })
  })

  it.each(Object.entries(SPOILS))('quarantines: %s', async (_, spoil) => {
    for (const plant of [plantWrongPlans, plantWrongServing] as ((how: Spoil) => void)[]) {
      const stage = new Stage({ dialect, ...TALKATIVE, percentage: 100 })
      plant(spoil)
      runAll(stage, ALL)
      heal()
      expect(stage.linesOf('quarantined').length).toBeGreaterThan(0)
      expect(leaks(await told(stage))).toEqual([])
    }
  })

  it.each(['ask', 'walk', 'plan', 'result'] as const)(
    'fast errors that quote a value, in %s',
    async (place) => {
      for (const logLevel of WITHOUT_MESSAGES) {
        const stage = new Stage({ dialect, ...TALKATIVE, percentage: 100, logLevel })
        stage.db('first').toSQL()
        plantThrow(place, () =>
          Object.assign(new Error(`no ${TEXT}\n${NUMBER}`), { code: TEXT, detail: TEXT, cause: OBJECT }),
        )
        runAll(stage, ALL)
        heal()
        expect(leaks(await told(stage))).toEqual([])
        expect(stage.metrics.fastErrors).toBeGreaterThan(10)
      }
    },
  )
})

describe('the ways out', () => {
  it('hold for a real pino, and for a registry with everything in it', async () => {
    const { logger, lines } = createMemoryLogger()
    const registry = new Registry()
    const stage = new Stage({ ...TALKATIVE, percentage: 100, verifyPercentage: 50, logger, registry })
    stage.adapter.setRollout({ shadowPercentage: 10 }, BY)
    runAll(stage, ALL)
    expect(lines.length).toBeGreaterThan(100)
    expect(leaks([JSON.stringify(lines), await registry.metrics()].join('\n'))).toEqual([])
  })

  it('hold for what is thrown where fallback is off', () => {
    const stage = new Stage({ percentage: 100, fallback: false })
    const messages = Object.values(DECLINED).map((chain) => outcome(() => chain(stage.db))['error'])
    for (const message of messages) expect(message).toMatch(/^KnexodusError: /)
    expect(leaks(messages.join('\n'))).toEqual([])
  })

  it('are watched by a test that would see a leak', () => {
    const line: Line = { level: 'info', message: '', deep: { in: [{ it: TEXT }] } }
    expect(leaks(inspect([line], { depth: Infinity }))).toHaveLength(1)
  })
})
