import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const REPOSITORY = join(__dirname, '..', '..')

/** What a program said. */
export interface Said {
  /** The JSON of its last line. */
  readonly result: unknown
  readonly stderr: string
}

/**
 * An application in a folder of its own, whose packages are links to those installed here: as pnpm and workspaces lay
 * them out. `knexodus` is the built package.
 */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'knexodus-app-'))

  /** @param files texts by their paths in the project */
  constructor(files: Readonly<Record<string, string>>) {
    const packages = join(this.folder, 'node_modules')
    mkdirSync(packages)
    for (const name of readdirSync(join(REPOSITORY, 'node_modules'))) {
      if (name !== 'knexodus') symlinkSync(join(REPOSITORY, 'node_modules', name), join(packages, name))
    }
    symlinkSync(REPOSITORY, join(packages, 'knexodus'))
    for (const [path, text] of Object.entries(files)) this.write(path, text)
  }

  /** Puts a copy of an installed package at a path of the project: another copy, to Node. */
  copy(name: string, path: string): void {
    cpSync(join(REPOSITORY, 'node_modules', name), join(this.folder, path), {
      recursive: true,
      dereference: true,
    })
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  /**
   * Runs Node in the project.
   *
   * @param env settings of Knexodus; those of this process do not count
   * @throws Error with all that the program wrote, when it fails
   */
  async node(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(KNEXODUS_|NODE_OPTIONS$|VITEST)/.test(name),
    )
    const { stdout, stderr } = await run(process.execPath, [...args], {
      cwd: this.folder,
      env: { ...Object.fromEntries(inherited), KNEXODUS_LOG_LEVEL: 'warn', ...env },
    })
    const line = stdout.trim().split('\n').at(-1)
    return { result: JSON.parse(line ?? '') as unknown, stderr }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
