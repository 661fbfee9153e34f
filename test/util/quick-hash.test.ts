import { expect, it } from 'vitest'

import { quickHash } from '../../dist/util/quick-hash.js'

it('is an unsigned 32-bit integer, the same for the same text, whatever came before', () => {
  const texts = Array.from({ length: 100 }, (_, length) => 'abcdefghij'.repeat(10).slice(0, length))
  const hashes = texts.map(quickHash)
  expect(texts.reverse().map(quickHash).reverse()).toEqual(hashes)
  for (const hash of hashes) expect(hash).toBe(hash >>> 0)
})

it.each([1, 5, 300, 20_000, 40_000])('tells texts of %i letters apart by any one of them', (length) => {
  const text = 'x'.repeat(length)
  const places = Array.from(
    { length: Math.min(length, 2000) },
    (_, i) => Math.floor((i * length) / 2000) || i,
  )
  const hashes = places.map((at) => quickHash(`${text.slice(0, at)}y${text.slice(at + 1)}`))
  expect(new Set([quickHash(text), ...hashes]).size).toBe(new Set(places).size + 1)
})

it('spreads what is nearly alike evenly', () => {
  const cells = new Uint32Array(64)
  for (let i = 0; i < 64_000; i++) cells[quickHash(`select "a" from "t${i}" where "b" = ?`) % 64]! += 1
  expect(Math.min(...cells)).toBeGreaterThan(850)
  expect(Math.max(...cells)).toBeLessThan(1150)
})
