import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { installProject, temporaryFolder } from '../packaging/project.js'

/** This repository. */
export const REPOSITORY = join(__dirname, '..', '..')

type Package = typeof import('knexodus')

/** What the package needs to run, the driver of a real database, and types: as installed here. */
const LINKED = ['kysely', 'pino', 'prom-client', 'seedrandom', 'better-sqlite3', '@types']

/** A project that has one version of Knex, and the built package beside it. */
export class KnexVersion {
  readonly folder = temporaryFolder('version')
  private readonly require = createRequire(join(this.folder, 'application.js'))

  /** @param version of Knex */
  constructor(readonly version: string) {}

  /** Installs it; what was built is copied, so that it finds this version and no other. */
  async install(): Promise<void> {
    await installProject(this.folder, {}, [`knex@${this.version}`])
    const packages = join(this.folder, 'node_modules')
    mkdirSync(join(packages, 'knexodus'))
    for (const name of ['dist', 'package.json']) {
      cpSync(join(REPOSITORY, name), join(packages, 'knexodus', name), { recursive: true })
    }
    for (const name of LINKED) symlinkSync(join(REPOSITORY, 'node_modules', name), join(packages, name))
    const manifest = readFileSync(join(packages, 'knex', 'package.json'), 'utf8')
    const { version } = JSON.parse(manifest) as { version: string }
    if (version !== this.version) throw new Error(`expected Knex ${this.version}, got ${version}`)
  }

  /** This version's own function. */
  get knex(): Package['knex'] {
    return this.require('knex') as Package['knex']
  }

  /** Whether it has a client of that name, by its own word. */
  has(client: string): boolean {
    try {
      this.knex({ client })
      return true
    } catch (error) {
      if (String(error).includes("Unknown configuration option 'client'")) return false
      throw error
    }
  }

  /** The package, on this version. */
  get knexodus(): Package {
    return this.require('knexodus') as Package
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
