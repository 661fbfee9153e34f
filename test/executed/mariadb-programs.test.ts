import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

import { mariadbProgram } from './servers/mariadb-programs.js'

const folder = mkdtempSync(join(tmpdir(), 'knexodus-programs-'))
const program = join(folder, 'mariadbd')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('where MariaDB is', () => {
  it('in the first folder that has it', () => {
    writeFileSync(program, '')
    chmodSync(program, 0o755)
    expect(mariadbProgram('mariadbd', `/nowhere${delimiter}${folder}`)).toBe(program)
  })

  it('not what cannot be executed', () => {
    chmodSync(program, 0o644)
    // Who may do anything may not execute this either: nobody may.
    expect(() => mariadbProgram('mariadbd', '', [folder])).toThrow(
      `expected mariadbd in the PATH or in ${folder}`,
    )
  })

  it('where there is none, the error says how to get it, and how to do without', () => {
    const search = () => mariadbProgram('mariadb-install-db', '/nowhere', [])
    expect(search).toThrow('apt-get install mariadb-server-core mariadb-client-core')
    expect(search).toThrow('TEST_WITHOUT=mariadb')
  })
})
