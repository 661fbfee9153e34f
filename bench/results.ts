import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'

import type { Effort, Report } from './report.js'

/** Where and when something was measured. */
export interface Circumstances {
  readonly date: string
  readonly revision: string
  readonly node: string
  readonly cpu: string
  readonly cores: number
  readonly system: string
  /** The versions of those who took part. */
  readonly versions: Readonly<Record<string, string>>
}

/** One benchmark's report, with its circumstances. */
export interface Result {
  readonly circumstances: Circumstances
  readonly effort: Effort
  readonly report: Report
}

const ROOT = join(__dirname, '..')
const PACKAGES = ['knex', 'kysely', 'drizzle-orm', 'pg']

/** Of this machine and this checkout, now. */
export function circumstances(): Circumstances {
  const [core] = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    revision: revision(),
    node: process.version,
    cpu: core?.model.trim() ?? 'unknown',
    cores: cpus().length,
    system: `${platform()} ${arch()}`,
    versions: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
  }
}

/** In a line. */
export function inALine({ date, revision: at, node, cpu, cores, system, versions }: Circumstances): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `${date}, revision ${at}; Node ${node}, ${system}, ${cores} × ${cpu}; ${packages.join(', ')}`
}

/** A checkout may have no history: then nobody knows. */
function revision(): string {
  try {
    const git = ['describe', '--always', '--dirty', '--exclude=*']
    return execFileSync('git', git, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}

function versionOf(name: string): string {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as {
    readonly version: string
  }
  return manifest.version
}
