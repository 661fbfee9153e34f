import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A server's programs are for administrators and lie where a user's PATH does not go; Homebrew has a place of its own. */
const BESIDE_PATH = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', '/usr/local/bin']

/**
 * Where one of MariaDB's programs is.
 *
 * @throws Error that says how to get it, when it is in none of the folders.
 */
export function mariadbProgram(
  name: 'mariadbd' | 'mariadb-install-db',
  path = process.env['PATH'] ?? '',
  besides = BESIDE_PATH,
): string {
  const folders = [...path.split(delimiter).filter(Boolean), ...besides]
  const found = folders.map((folder) => join(folder, name)).find(isExecutable)
  if (found !== undefined) return found
  throw new Error(
    `These tests run queries on MariaDB, and expected ${name} in the PATH or in ${besides.join(', ')}: it is in none. ` +
      'Install it, without any service, by `apt-get install mariadb-server-core mariadb-client-core` on Debian and ' +
      'Ubuntu or by `brew install mariadb` on macOS. Or leave MariaDB out, knowingly: TEST_WITHOUT=mariadb npm test',
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
