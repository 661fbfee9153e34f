import { createRequire } from 'node:module'
import { join } from 'node:path'

import { createAdapter } from 'knexodus'

// The default adapter starts by itself, soon after the import, and says so: nobody who reads figures wants to know.
process.env['KNEXODUS_LOG_LEVEL'] = 'silent'

/** One build of this package: the one under test, or that of another revision. */
export interface Library {
  /** In front of a contestant's name. */
  readonly label: string
  readonly createAdapter: typeof createAdapter
}

/** The build under test. */
export const KNEXODUS: Library = { label: 'Knexodus', createAdapter }

/** The build in another folder's `dist`. It finds the same Knex and Kysely, so that only Knexodus differs. */
export function libraryIn(folder: string, label: string): Library {
  const load = createRequire(__filename)
  const library = load(join(folder, 'dist/index.js')) as Pick<Library, 'createAdapter'>
  return { label, createAdapter: library.createAdapter }
}
