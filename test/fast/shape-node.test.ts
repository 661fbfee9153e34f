import { describe, expect, it } from 'vitest'

import { ShapeEntry } from '../../dist/fast/shape-entry.js'
import { ShapeNode } from '../../dist/fast/shape-node.js'
import type { Token } from '../../dist/fast/tokens.js'
import { TOO_LARGE } from '../../dist/fast/tokens.js'
import { readMemory } from './memory.js'

const LONGEST_WAY = 4096
const LONGEST_TEXT = 16_383

const newRoot = (): ShapeNode => new ShapeNode(undefined, undefined)

function walk(from: ShapeNode, tokens: Iterable<Token>): ShapeNode {
  let node = from
  // As `Walk.step` does.
  for (const token of tokens) node = node.key === token ? node.next! : node.follow(token)
  return node
}

function keep(end: ShapeNode): ShapeNode {
  end.entry = new ShapeEntry()
  end.charge()
  return end
}

describe('a way', () => {
  it('leads to the same node by the same tokens, and by no others', () => {
    const root = newRoot()
    const ways: readonly Token[][] = [['a'], ['a', 'b'], ['ab'], [1], ['1'], [true], ['true'], [0, 'a'], [Symbol('a')]]
    const ends = ways.map((way) => walk(root, way))
    expect(new Set(ends).size).toBe(ways.length)
    for (const [i, way] of ways.entries()) expect(walk(root, way) === ends[i]).toBe(true)
  }) // prettier-ignore

  it('of as many steps as are kept is kept, of more ends where all such ways end', () => {
    const root = newRoot()
    const steps = Array.from({ length: LONGEST_WAY }, (_, i) => i)
    expect(walk(root, steps).token).toBe(LONGEST_WAY - 1)
    const tooLong = walk(root, [...steps, 'a'])
    expect(tooLong.token).toBe(TOO_LARGE)
    expect(walk(root, [...steps, 'b', 'c', 'd']) === tooLong).toBe(true)
    expect(walk(root, [...steps, 'a']) === tooLong).toBe(true)
  })

  it('with a text too long to keep ends there; with any other it goes on as before', () => {
    const root = newRoot()
    expect(walk(root, ['a', 'x'.repeat(LONGEST_TEXT)]).token).toHaveLength(LONGEST_TEXT)
    const tooLong = walk(root, ['b', 'x'.repeat(LONGEST_TEXT + 1), 'c'])
    expect(tooLong.token).toBe(TOO_LARGE)
    expect(walk(root, ['b', 'y'.repeat(LONGEST_TEXT + 2)]) === tooLong).toBe(true)
    expect(walk(root, ['b', 'c']).token).toBe('c')
    expect(walk(root, ['b', 'z'.repeat(LONGEST_TEXT + 3)]) === tooLong).toBe(true)
  })

  it('by one of several long texts leads to its own node, even where they are hashed alike', () => {
    const root = newRoot()
    const long = 'x'.repeat(2000)
    // Of the last two letters the lower byte is the same.
    const ways: readonly Token[][] = [[`${long}a`], [`${long}\u0161`], [`a${long}`], [long, 'a'], [long, `${long}a`], ['a']]
    const ends = ways.map((way) => keep(walk(root, way)))
    expect(new Set(ends).size).toBe(ways.length)
    for (const [i, way] of [...ways.entries()].reverse()) expect(walk(root, way) === ends[i]).toBe(true)
    for (const end of ends) {
      end.entry = undefined
      expect(end.prune()).toBeGreaterThan(0)
    }
    expect(root.next).toBeUndefined()
  }) // prettier-ignore

  it('of many long texts is not kept either', () => {
    const texts = Array.from({ length: 100 }, (_, i) => `${i}`.padEnd(LONGEST_TEXT, 'x'))
    expect(walk(newRoot(), texts).token).toBe(TOO_LARGE)
  })

  it('that ended leaves nothing of what clauses work out on the rest of it', () => {
    const end = walk(newRoot(), ['x'.repeat(LONGEST_TEXT + 1), 'a'])
    end.parsed = { holes: [] }
    expect(end.parsed).toBeUndefined()
  })
})

describe('pruning', () => {
  it('takes away what nothing needs, and gives back what was charged for it', () => {
    const root = newRoot()
    const short = walk(root, ['a'])
    const long = walk(root, ['a', 'b', 'c'])
    const other = walk(root, ['a', 'b', 'd'])
    const ends = [short, long, other]
    for (const end of ends) end.entry = new ShapeEntry()
    const charged = ends.map((end) => end.charge())
    expect(Math.min(...charged)).toBeGreaterThan(0)
    expect(ends.map((end) => end.charge())).toEqual([0, 0, 0])

    long.entry = undefined
    const freed = long.prune()
    expect(walk(root, ['a', 'b', 'd']) === other).toBe(true)
    other.entry = undefined
    expect(freed + other.prune()).toBe(charged[1]! + charged[2]!)
    expect(walk(root, ['a']) === short).toBe(true)
    expect(short.next).toBeUndefined()
  })

  it('goes up the longest way there is', () => {
    const root = newRoot()
    walk(
      root,
      Array.from({ length: 10_000 }, (_, i) => i),
    ).prune()
    expect(root.next).toBeUndefined()
  })

  it('of a hundred thousand edges, the oldest first, leaves none', () => {
    const root = newRoot()
    const ends = Array.from({ length: 100_000 }, (_, i) => keep(walk(root, [`c${i}`])))
    let found = 0
    for (const [i, end] of ends.entries()) {
      if (walk(root, [`c${i}`]) === end) found += 1
      end.entry = undefined
      end.prune()
    }
    expect(found).toBe(ends.length)
    expect(root.next).toBeUndefined()
    expect((root as unknown as { edges: Map<Token, ShapeNode> }).edges.size).toBe(0)
  })
})

it.each([40, 2000])('keeps of a text that was cut out of another only its own %i characters', (length) => {
  const root = newRoot()
  const before = readMemory()
  for (let i = 0; i < 100; i++) {
    const body = Buffer.alloc(1_000_000, `column_of_the_body_${i} `)
    keep(walk(root, [body.toString('latin1').slice(0, length)]))
    // The same name from another body: the first one stays.
    walk(root, ['other'])
    walk(root, [body.toString('latin1').slice(0, length)])
  }
  expect(readMemory() - before).toBeLessThan(10_000_000)
})
