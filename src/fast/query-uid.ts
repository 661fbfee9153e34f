/** The alphabet and length of Knex's own ids. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const PREFIX_LENGTH = 20

const LETTERS = Array.from(ALPHABET)

let prefix = ''
let next = LETTERS.length

/**
 * A `__knexQueryUid`, unique in the process: monitoring code pairs a query and its response by it. Knex draws 21 random
 * characters for each; here 20 are drawn for every 64 ids.
 */
export function queryUid(): string {
  if (next === LETTERS.length) {
    prefix = ''
    for (let i = 0; i < PREFIX_LENGTH; i++) prefix += LETTERS[(Math.random() * LETTERS.length) | 0]!
    next = 0
  }
  return prefix + LETTERS[next++]!
}
