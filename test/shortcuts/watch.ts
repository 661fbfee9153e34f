import { afterEach } from 'vitest'

import { Shortcuts } from '../../dist/fast/shortcuts/shortcuts.js'

const { add, answer } = Shortcuts.prototype
type Query = ReturnType<typeof answer>

/** What became of shortcuts since the last look. */
export interface Seen {
  /** Those made. */
  readonly made: number
  /** Queries that one answered. */
  readonly answered: number
}

let made = 0
let answered = 0

/** Counts, from now until the test is over, what is made and answered; `change` may spoil what is answered. */
export function watchShortcuts(change: (query: Query) => Query = (query) => query): () => Seen {
  made = answered = 0
  Shortcuts.prototype.add = function (...args) {
    made += 1
    add.apply(this, args)
  }
  Shortcuts.prototype.answer = function (...args) {
    const query = answer.apply(this, args)
    if (query === undefined) return undefined
    answered += 1
    return change(query)
  }
  return () => {
    const seen = { made, answered }
    made = answered = 0
    return seen
  }
}

afterEach(() => {
  Object.assign(Shortcuts.prototype, { add, answer })
})
