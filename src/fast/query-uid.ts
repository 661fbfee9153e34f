/** The alphabet and length of Knex's own ids. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const LENGTH = 21

const LETTERS = Array.from(ALPHABET)
/** What ids with the same beginning end in. */
const ENDINGS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))

let beginning = ''
let next = ENDINGS.length

/**
 * A `__knexQueryUid`, unique in the process: monitoring code pairs a query and its response by it. Knex draws 21 random
 * characters for each; here 19 are drawn for every 4,096 ids.
 */
export function queryUid(): string {
  if (next === ENDINGS.length) begin()
  return beginning + ENDINGS[next++]!
}

function begin(): void {
  const letters = Array.from({ length: LENGTH - 2 }, () => LETTERS[(Math.random() * LETTERS.length) | 0])
  beginning = letters.join('')
  next = 0
}
