/*
 * Writes the dashboards that Grafana imports, from dashboards/source:
 *
 *   npm run dashboards              writes dashboards/*.json
 *   npm run dashboards -- --check   writes nothing, and exits with 1 where a file is not what would be written
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ALL, asJson, fileName } from './source/all.js'

const [argument, ...rest] = process.argv.slice(2)
if (rest.length > 0 || (argument !== undefined && argument !== '--check')) {
  console.error('usage: npm run dashboards [-- --check]')
  process.exitCode = 2
} else if (argument === '--check') {
  check()
} else {
  for (const dashboard of ALL) writeFileSync(fileOf(fileName(dashboard)), asJson(dashboard))
}

function check(): void {
  const stale = ALL.filter((dashboard) => {
    const file = fileOf(fileName(dashboard))
    return !existsSync(file) || readFileSync(file, 'utf8') !== asJson(dashboard)
  })
  for (const dashboard of stale) {
    console.error(`dashboards/${fileName(dashboard)} is not what dashboards/source makes: npm run dashboards`)
  }
  process.exitCode = stale.length === 0 ? 0 : 1
}

function fileOf(name: string): string {
  return path.join(__dirname, name)
}
