/*
 * Writes docs/coverage.md from what the builders do with the corpus; with `--check`, fails when the page says anything else.
 *
 *   npm run coverage:dialects [-- --check]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { format, resolveConfig } from 'prettier'

import type { Row } from './coverage-page.js'
import { pageOf } from './coverage-page.js'
import { FEATURES } from './features.js'
import { verdictOf } from './verdict.js'

const PAGE = resolve(__dirname, '../../docs/coverage.md')

/** The dialects of the page, by Knex's clients for each. */
const CLIENTS: Readonly<Record<string, readonly string[]>> = {
  PostgreSQL: ['pg', 'pgnative'],
  CockroachDB: ['cockroachdb'],
  Redshift: ['redshift'],
  MySQL: ['mysql', 'mysql2'],
  MariaDB: ['mariadb'],
  SQLite: ['sqlite3', 'better-sqlite3'],
  MSSQL: ['mssql'],
  Oracle: ['oracledb'],
}

function rowsOf(dialect: string, client: string): Row[] {
  return FEATURES.flatMap(({ name: feature, chains, configs }) =>
    Object.values(configs).flatMap((config) =>
      Object.entries(chains).map(([title, chain]) => ({
        feature,
        title,
        dialect,
        verdict: verdictOf(chain, client, config),
      })),
    ),
  )
}

async function written(): Promise<string> {
  const dialects = Object.keys(CLIENTS)
  const rows = dialects.flatMap((dialect) => CLIENTS[dialect]!.flatMap((client) => rowsOf(dialect, client)))
  const page = pageOf(
    FEATURES.map(({ name }) => name),
    dialects,
    rows,
  )
  return format(page, { ...(await resolveConfig(PAGE)), filepath: PAGE })
}

async function main(isCheck: boolean): Promise<void> {
  const page = await written()
  if (!isCheck) {
    writeFileSync(PAGE, page)
    return
  }
  if (readFileSync(PAGE, 'utf8') === page) return
  console.error(
    'docs/coverage.md does not say what the code does: run `npm run coverage:dialects`, and look at what changed.',
  )
  process.exitCode = 1
}

void main(process.argv.includes('--check'))
