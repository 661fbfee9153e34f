import type { Arg, Step } from '../chain.js'
import { callWith, maybe, oneOf } from './dice.js'
import type { Make } from './dice.js'
import { simple } from './names.js'
import { callback, listOf, query, raw } from './values.js'

const MATERIALIZED = ['pg', 'redshift', 'sqlite3'] as const
/** Postgres lets writes stand in a with; nothing of Knex's minds, anywhere. */
const write: Make<Arg> = oneOf<Arg>(
  [
    1,
    () => ({
      kind: 'query',
      steps: [
        { call: 'from', args: [{ kind: 'value', value: 'w' }] },
        { call: 'del', args: [] },
      ],
    }),
  ],
  [
    1,
    ({ dice }) => ({
      kind: 'query',
      steps: [
        { call: 'from', args: [{ kind: 'value', value: 'w' }] },
        {
          call: 'insert',
          args: [
            { kind: 'value', value: { a: dice.between(1, 9) } },
            { kind: 'value', value: 'id' },
          ],
        },
      ],
    }),
  ],
)
const body: Make<Arg> = oneOf([5, query], [4, callback], [2, raw], [0.5, write])
const args: Make<readonly Arg[]> = (throwing) => [
  simple(throwing),
  ...maybe(0.3, listOf(1, 3, simple))(throwing),
  body(throwing),
]

/** A common table expression. */
export const withClause: Make<Step> = oneOf(
  [5, callWith('with', args)],
  [2, callWith('withRecursive', args)],
  [2, callWith('withMaterialized withNotMaterialized', args), MATERIALIZED],
  [0.5, callWith('withWrapped withRecursiveWrapped', args)],
)
