import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

import { behavesAlike } from './behaves-alike.js'
import { onSqlite } from './databases/sqlite.js'

const folder = mkdtempSync(join(tmpdir(), 'knexodus-sqlite-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

behavesAlike('SQLite, as better-sqlite3', () => onSqlite('better-sqlite3', folder))
behavesAlike('SQLite, as sqlite3', () => onSqlite('sqlite3', folder))
