import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** An empty project in a temporary folder. */
export interface Project {
  readonly folder: string
  /** Runs a program in it; throws an Error with everything the program wrote, when it fails. */
  run(program: string, ...args: readonly string[]): Promise<string>
}

/** Makes an empty folder under the system's temporary one. */
export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `knexodus-${name}-`))
}

/**
 * Makes a project with files of its own and packages from the registry.
 *
 * @param folder where; made if need be
 * @param files texts by path
 * @param packages what to install, as for `npm install`
 */
export async function installProject(
  folder: string,
  files: Readonly<Record<string, string>>,
  packages: readonly string[],
): Promise<Project> {
  mkdirSync(folder, { recursive: true })
  const manifest = { name: 'application', version: '1.0.0', private: true }
  for (const [name, text] of Object.entries({ 'package.json': JSON.stringify(manifest), ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const project: Project = { folder, run: (program, ...args) => run(folder, program, args) }
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error', '--ignore-scripts']
  await project.run('npm', 'install', ...quiet, ...packages)
  return project
}

/** Runs a program with the settings of Knexodus left out; returns its standard output. */
export async function run(folder: string, program: string, args: readonly string[]): Promise<string> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(KNEXODUS_|npm_|NODE_OPTIONS$)/.test(name),
  )
  const env = { ...Object.fromEntries(inherited), KNEXODUS_LOG_LEVEL: 'warn' }
  try {
    const { stdout } = await execute(program, [...args], { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 })
    return stdout
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error([`${program} ${args.join(' ')}`, stdout, stderr].join('\n').trim(), { cause: error })
  }
}
