/** The alphabet and length of Knex's own ids. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const PREFIX_LENGTH = 19

const LETTERS = Array.from(ALPHABET)
const SUFFIXES = LETTERS.flatMap((a) => LETTERS.map((b) => a + b))

let prefix = ''
let next = SUFFIXES.length

/**
 * A `__knexQueryUid`, unique in the process: monitoring code pairs a query and its response by it. Knex draws 21 random
 * characters for each; here 19 are drawn for every 4096 ids.
 */
export function queryUid(): string {
  if (next === SUFFIXES.length) {
    prefix = ''
    for (let i = 0; i < PREFIX_LENGTH; i++) prefix += ALPHABET[(Math.random() * ALPHABET.length) | 0]!
    next = 0
  }
  return prefix + SUFFIXES[next++]!
}
