import { hash32 } from './hash32.js'

/** Longer texts are remembered by their hash, so that the memory is bounded in bytes too. */
const LONGEST_KEY = 256

/**
 * Answers "is this the first time?" for at most `max` different pairs of group and text. What comes after that is
 * only counted: forgetting old pairs instead would let a program with many of them repeat itself for ever.
 */
export class OncePerKey {
  private readonly groups = new Map<string, Set<string>>()
  private remaining: number
  private overflow = 0

  constructor(max: number) {
    this.remaining = max
  }

  /** How many first times were refused because the memory was full. */
  get refused(): number {
    return this.overflow
  }

  /** True once for each pair, and never again once `max` pairs are known. */
  isFirst(group: string, text: string): boolean {
    const seen = this.group(group)
    const key = text.length > LONGEST_KEY ? `${text.length}:${hash32(text)}` : text
    if (seen.has(key)) return false
    if (this.remaining <= 0) {
      this.overflow += 1
      return false
    }
    this.remaining -= 1
    seen.add(key)
    return true
  }

  private group(name: string): Set<string> {
    let seen = this.groups.get(name)
    if (seen === undefined) this.groups.set(name, (seen = new Set()))
    return seen
  }
}
