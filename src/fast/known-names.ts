import { ownText } from '../util/own-text.js'

/** So many names are remembered, and names up to that length: more than an application has, or somebody thinking of new ones. */
const MOST_NAMES = 1000
const LONGEST_NAME = 64

/** Remembers what was made of names: queries have most of theirs in common. */
export class KnownNames {
  private readonly known = new Map<string, string>()

  constructor(private readonly make: (name: string) => string) {}

  of(name: string): string {
    if (name.length > LONGEST_NAME) return this.make(name)
    return this.known.get(name) ?? this.learned(ownText(name))
  }

  clear(): void {
    this.known.clear()
  }

  private learned(name: string): string {
    const made = this.make(name)
    if (this.known.size >= MOST_NAMES) this.known.clear()
    this.known.set(name, made)
    return made
  }
}
