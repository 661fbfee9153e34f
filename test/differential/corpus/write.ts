import { COUNTERS } from './counters.js'
import { DELETE } from './delete.js'
import { INSERT } from './insert.js'
import { ON_CONFLICT } from './on-conflict.js'
import { RETURNING } from './returning.js'
import { UPDATE } from './update.js'

export { MISTAKES } from './mistakes.js'

/** Everything that writes, of one name each. */
export const WRITE = Object.fromEntries(
  Object.entries({ INSERT, ON_CONFLICT, RETURNING, UPDATE, COUNTERS, DELETE }).flatMap(([feature, chains]) =>
    Object.entries(chains).map(([name, chain]) => [`${feature}: ${name}`, chain]),
  ),
)
