import { describe, expect, it } from 'vitest'

import { HAVING, JOIN } from './corpus/join.js'
import { SELECT } from './corpus/select.js'
import { WHERE } from './corpus/where.js'
import { MISTAKES, WRITE } from './corpus/write.js'
import { DIALECTS, Pair, outcome } from './pair.js'

const CORPUS = { SELECT, WHERE, JOIN, HAVING, WRITE }

describe.each(DIALECTS)('%s', (dialect) => {
  describe.each(Object.entries(CORPUS))('%s', (_, chains) => {
    it.each(Object.entries(chains))('%s', (_, chain) => new Pair(dialect).expectSame(chain))
  })

  describe('mistakes are told by Knex', () => {
    it.each(Object.entries(MISTAKES))('%s', (_, chain) => {
      const pair = new Pair(dialect)
      expect(outcome(() => chain(pair.plain))).toHaveProperty('error')
      pair.expectSame(chain)
    })
  })
})
