import { describe, it } from 'vitest'

import { CATALOGUE } from '../../demo/app/catalogue.js'
import { DIALECTS, Pair } from './pair.js'

describe.each(DIALECTS)('the queries of the demo on %s', (dialect) => {
  const pair = new Pair(dialect)
  it.each(CATALOGUE)('$name', ({ build }) => pair.expectSame(build))
})
