import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(__dirname, '..')
const NEEDED = ['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json']

/** Another revision, built in a folder of its own. */
export interface Base {
  readonly folder: string
  readonly label: string
  remove(): void
}

/**
 * Builds a git revision in a temporary folder, with this checkout's packages. Its files are taken out of git's store as an
 * archive, which leaves no worktree behind that somebody would have to clear away.
 *
 * @throws Error when the revision is not known or does not build
 */
export function buildBase(revision: string): Base {
  const run = (program: string, args: readonly string[], cwd: string): string =>
    execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  const commit = run('git', ['rev-parse', '--verify', '--short', `${revision}^{commit}`], ROOT).trim()
  const folder = mkdtempSync(join(tmpdir(), 'knexodus-base-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const archive = join(folder, 'base.tar')
    run('git', ['archive', '--output', archive, commit, ...NEEDED], ROOT)
    run('tar', ['-xf', archive], folder)
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir')
    run(
      process.execPath,
      [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
      folder,
    )
  } catch (error) {
    remove()
    throw error
  }
  return { folder, label: `Knexodus ${commit}`, remove }
}
