import type { Arg, Step } from '../chain.js'
import { except } from '../dialects.js'
import { call, callWith, oneOf, some } from './dice.js'
import type { Make } from './dice.js'
import { column, pickArg, simple, value } from './names.js'
import { columnLike, listOf, literal, raw, scalarQuery, slot } from './values.js'

/* JSON: in where, and in columns. */

const SETS = except('redshift', 'sqlite3', 'mssql')
const EDITS = except('redshift')

const path = pickArg('$.a', '$.a.b[0]', '$', '$."odd key"', '$.x?y', '$.list[*]')
const json: Make<Arg> = oneOf(
  [6, pickArg({ a: 1 }, { a: { b: [1, null] } }, [], [1, 'x'], {}, { "it's": '?' })],
  [3, pickArg('{"a": 1}', '{"a":\n1}', '[1,2]', 'no json', '"text"', '1', '')],
  [1, raw],
  [1, scalarQuery],
  [0.1, pickArg(null, undefined, 5, true, { u: undefined })],
)
const sign = pickArg('=', '>', '<', '!=', '<>', 'like')
/** Knex casts by what this looks like. */
const extracted = pickArg(
  0,
  1,
  2.5,
  '7',
  '7.5',
  '0',
  '0.5',
  'x',
  '',
  null,
  true,
  false,
  NaN,
  ' 5 ',
  '1e3',
  '12abc',
  { a: 1 },
)

export const jsonCondition: Make<Step> = oneOf(
  [
    3,
    call(
      'whereJsonObject orWhereJsonObject whereNotJsonObject orWhereNotJsonObject andWhereJsonObject andWhereNotJsonObject',
      column,
      json,
    ),
  ],
  [
    4,
    call('whereJsonPath orWhereJsonPath andWhereJsonPath', columnLike, path, sign, extracted),
    except('redshift'),
  ],
  [
    2,
    call(
      'whereJsonSupersetOf orWhereJsonSupersetOf whereJsonNotSupersetOf orWhereJsonNotSupersetOf',
      column,
      json,
    ),
    SETS,
  ],
  [
    2,
    call('whereJsonSubsetOf orWhereJsonSubsetOf whereJsonNotSubsetOf orWhereJsonNotSubsetOf', column, json),
    SETS,
  ],
)

const extraction: Make<Arg> = listOf(2, 3, oneOf([1, column], [1, path], [1, simple]))
const extractions: Make<Arg> = oneOf(
  [
    4,
    (throwing) => ({
      kind: 'list',
      items: some(1, 3, (inner): Arg => ({
        kind: 'list',
        items: [column(inner), path(inner), simple(inner)],
      }))(throwing),
    }),
  ],
  [1, listOf(1, 2, extraction)],
)
const edited: Make<Arg> = oneOf([6, slot], [2, pickArg({ a: 1 }, [1], null)], [1, literal], [1, raw])

/** A JSON function among the columns. */
export const jsonColumn: Make<Step> = oneOf(
  [2, call('jsonExtract', column, path)],
  [3, call('jsonExtract', column, path, simple)],
  [1, call('jsonExtract', column, path, simple, pickArg(true, false))],
  [2, call('jsonExtract', extractions)],
  [1, call('jsonExtract', extractions, pickArg(true, false))],
  [
    2,
    callWith('jsonSet jsonInsert', (t) => [
      column(t),
      path(t),
      edited(t),
      ...(t.dice.chance(0.6) ? [simple(t)] : []),
    ]),
    EDITS,
  ],
  [2, callWith('jsonRemove', (t) => [column(t), path(t), ...(t.dice.chance(0.6) ? [simple(t)] : [])]), EDITS],
  [0.1, call('jsonExtract', column, () => value(undefined))],
)
