import { execFileSync } from 'node:child_process'

import { expect, it } from 'vitest'

const PROGRAM = `
  const { createAdapter } = require('knexodus')
  const adapter = createAdapter({ percentage: 100, verifyPercentage: 0, logLevel: 'silent' })
  const db = adapter.adaptKnex(require('knex')({ client: 'pg' }))
  let made = true
  try { new Function('') } catch { made = false }
  const texts = new Set()
  for (let i = 0; i < 1000; i++) texts.add(db('t').where('a', i).toSQL().sql)
  const { fastCalls, fastErrors, legacyCalls } = adapter.getQueryBuilderMetrics()
  console.log(JSON.stringify({ made, texts: [...texts], fastCalls, fastErrors, legacyCalls }))
`

it.each([
  ['may not', ['--disallow-code-generation-from-strings'], false],
  ['may', [], true],
])('a process that %s make code of text is served by fast all the same', (_, flags, made) => {
  const output = execFileSync(process.execPath, [...flags, '-e', PROGRAM], { encoding: 'utf8' })
  expect(JSON.parse(output)).toEqual({
    made,
    texts: ['select * from "t" where "a" = ?'],
    fastCalls: 1000,
    fastErrors: 0,
    legacyCalls: 0,
  })
})
