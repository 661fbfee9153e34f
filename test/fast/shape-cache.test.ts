import { describe, expect, it } from 'vitest'

import type { Plan } from '../../dist/fast/plan.js'
import { ShapeCache } from '../../dist/fast/shape-cache.js'
import type { ShapeEntry } from '../../dist/fast/shape-entry.js'
import type { ShapeNode } from '../../dist/fast/shape-node.js'

/* Which shapes are dropped to make room for others. */

const planOf = (name: string): Plan => ({ bytes: 500, canonicalSql: name }) as Plan

/** Builds queries of no more than a name, as the engine does: looks for the shape, and proves it when it is new. */
class Service {
  readonly cache: ShapeCache
  private readonly root: ShapeNode
  private hits = 0
  private builds = 0

  constructor(max: number) {
    this.cache = new ShapeCache(max, () => {})
    this.root = this.cache.newRoot()
  }

  build(name: string): ShapeEntry {
    const end = this.root.key === name ? this.root.next! : this.root.follow(name)
    this.builds += 1
    if (end.entry !== undefined) {
      this.hits += 1
      end.entry.used = true
      return end.entry
    }
    const entry = this.cache.add(end)
    this.cache.admit(entry, planOf(name))
    return entry
  }

  buildAll(names: readonly string[], times = 1): void {
    for (let n = 0; n < times; n++) for (const name of names) this.build(name)
  }

  /** The share of these that find their shape. */
  found(names: readonly string[]): number {
    this.hits = this.builds = 0
    this.buildAll(names)
    return this.hits / this.builds
  }

  get length(): number {
    return [...this.cache.entries()].length
  }
}

const names = (count: number, kind: string): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${kind}${i}`)

/** Pseudo-random, and the same in every run. */
function dice(sides: number): () => number {
  let state = 1
  return () => (state = (state * 48_271) % 2_147_483_647) % sides
}

describe('a cache', () => {
  it.each([1, 2, 3, 10, 100, 1000])('of %i never holds more, nor less once it is full', (max) => {
    const service = new Service(max)
    const roll = dice(max * 3)
    for (let i = 0; i < max * 20; i++) {
      service.build(`w${roll()}`)
      if (i % max === 0) expect(service.length).toBeLessThanOrEqual(max)
    }
    expect(service.length).toBe(max)
    expect(service.cache.plans).toBe(max)
  })

  it('reckons what there is, after everything that happens to a shape', () => {
    const service = new Service(100)
    const roll = dice(400)
    for (let i = 0; i < 20_000; i++) {
      const entry = service.build(`w${roll()}`)
      if (i % 7 === 0) service.cache.quarantine(entry)
      if (i % 11 === 0) service.cache.decline(entry, 'fast_error', 'x'.repeat(i % 300))
    }
    const entries = [...service.cache.entries()]
    expect(service.cache.plans).toBe(entries.filter(({ state }) => state === 'admitted').length)
    expect(service.cache.quarantined).toBe(entries.filter(({ state }) => state === 'quarantined').length)
    const weights = entries.reduce((sum, { bytes, pathBytes }) => sum + bytes + pathBytes, 0)
    expect(service.cache.bytes).toBe(weights)
  })

  it('makes room for large shapes by dropping those on probation', () => {
    const service = new Service(100)
    const work = names(20, 'work')
    service.buildAll(work, 2)
    service.buildAll(names(60, 'once'))
    for (let i = 0; i < 300; i++) service.build(`${i}`.padEnd(16_000, 'x'))
    expect(service.cache.bytes).toBeLessThanOrEqual(100 * 16_384 + 40_000)
    expect(service.found(work)).toBe(1)
  })
})

describe('large shapes', () => {
  const large = (count: number, kind: string): readonly string[] =>
    names(count, kind).map((name) => name.padEnd(16_000, 'x'))

  it('that come once have a quarter of the bytes between them, however much room there is', () => {
    const service = new Service(100)
    service.buildAll(large(200, 'once'))
    expect(service.cache.bytes).toBeLessThanOrEqual(25 * 16_384 + 40_000)
  })

  it('that come back have all the room there is, even where more come between than that quarter holds', () => {
    const service = new Service(100)
    const work = large(35, 'work')
    service.buildAll(work, 5)
    expect(service.found(work)).toBe(1)
    service.buildAll(large(1000, 'once'))
    expect(service.found(work)).toBe(1)
  })
})

describe('a working set', () => {
  it.each([0.05, 0.5, 0.85])(
    'of %f of the cache stays through a flood, however rarely it is used',
    (share) => {
      const service = new Service(1000)
      const work = names(1000 * share, 'work')
      service.buildAll(work, 2)
      service.buildAll(names(100_000, 'flood'))
      expect(service.found(work)).toBe(1)
    },
  )

  it('of nearly the whole cache loses only what does not fit', () => {
    const service = new Service(1000)
    const work = names(980, 'work')
    service.buildAll(work, 2)
    service.buildAll(names(100_000, 'flood'))
    expect(service.found(work)).toBeGreaterThanOrEqual(0.9)
  })

  it('finds its place while a flood goes on', () => {
    const service = new Service(1000)
    service.buildAll(names(20_000, 'flood'))
    const roll = dice(300)
    for (let i = 0; i < 60_000; i++) {
      service.build(`more${i}`)
      service.build(`work${roll()}`)
    }
    expect(service.found(names(300, 'work'))).toBe(1)
  })

  it('takes the place of another that is used no more, in strict turns even', () => {
    const service = new Service(1000)
    service.buildAll(names(1000, 'old'), 3)
    const work = names(500, 'new')
    service.buildAll(work, 10)
    expect(service.found(work)).toBe(1)
  })
})
