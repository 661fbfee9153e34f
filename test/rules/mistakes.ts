import type { Knex } from 'knex'

import type { Chain } from '../differential/pair.js'
import { MISTAKES, QUIRKS_MISTAKES } from '../differential/corpus/mistakes.js'

/** All that Knex has a word for. */
export const ALL_MISTAKES: Readonly<Record<string, Chain>> = { ...MISTAKES, ...QUIRKS_MISTAKES }

/** How many queries a mistaken chain has built: none where the chain itself fails, or where it makes something else. */
export function buildsOf(plain: Knex, chain: Chain): 0 | 1 {
  try {
    return chain(plain) instanceof plain.queryBuilder().constructor ? 1 : 0
  } catch {
    return 0
  }
}
