/*
 * Proves the package, as built, on the versions of Knex that it says it works with: the whole differential corpus in
 * every dialect, its types, and a real database.
 *
 *   npm run build && npm run test:versions [-- version ...]
 *
 * `newest` is the newest that is published, which is the one developed with. Prints one line per check, and exits with 1
 * if any failed.
 */
import { version as newest } from 'knex/package.json'

import { runChecks } from '../packaging/checks.js'
import type { Check } from '../packaging/checks.js'
import { corpusChecks } from './corpus-check.js'
import { checkDatabase } from './database-check.js'
import { KnexVersion } from './knex-version.js'
import { checkTypes } from './types-check.js'

/** The oldest and the newest of each major, and every minor of the last; 3.0.0 was published without its dialects. */
const VERSIONS = ['2.0.0', '2.5.1', '3.0.1', '3.1.0', '3.2.0', '3.2.10', newest]

/** Its `exports` name types that the package does not hold: TypeScript does not find plain Knex's either. */
const HIDES_TYPES: ReadonlySet<string> = new Set(['3.2.0'])

function checksOf(knexVersion: KnexVersion): Check[] {
  const { version } = knexVersion
  return [
    { name: `${version} installs`, run: () => knexVersion.install() },
    ...corpusChecks(knexVersion),
    { name: `${version} on a real database`, run: () => checkDatabase(knexVersion) },
    ...(HIDES_TYPES.has(version) ? [] : [{ name: `${version} types`, run: () => checkTypes(knexVersion) }]),
  ]
}

async function main(names: readonly string[]): Promise<void> {
  const asked = names.map((name) => (name === 'newest' ? newest : name))
  const knexVersions = (asked.length > 0 ? asked : VERSIONS).map((version) => new KnexVersion(version))
  try {
    process.exitCode = (await runChecks(knexVersions.flatMap(checksOf))) ? 0 : 1
  } finally {
    for (const knexVersion of knexVersions) knexVersion.remove()
  }
}

void main(process.argv.slice(2))
