import { deepEqual } from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { COMMONJS, MODULE, TYPESCRIPT } from './apps.js'
import { runChecks } from './checks.js'
import type { Check } from './checks.js'
import { SERVED_FILES, servedChecks } from './served.js'
import { TYPED_FILES, typedChecks } from './typed.js'
import { installProject, run, temporaryFolder } from './project.js'
import type { Project } from './project.js'

/*
 * Packs the package, installs the tarball in empty projects as a user would, and tries it there: CommonJS, ES modules and
 * TypeScript. `npm run test:package`
 */

const REPOSITORY = join(__dirname, '..', '..')
const BIN = join(REPOSITORY, 'node_modules', '.bin')

/** What may be in the tarball: what runs, its types and maps, and what is to be read. */
const PUBLISHED =
  /^(dist\/.+\.m?js(\.map)?|dist\/.+\.d\.m?ts|dashboards\/(?!source|generate|compose|.*tests?\/).+\.(json|yml)|docs\/.+\.(md|svg|png)|package\.json|(README|CHANGELOG)\.md|LICENSE|\.env\.example)$/

/** Stricter than most applications are: the declarations are checked too. */
const STRICT = [
  '--strict',
  '--skipLibCheck',
  'false',
  '--target',
  'es2022',
  '--types',
  'node',
  '--noEmitOnError',
]

/** What must be in it. */
const NEEDED = [
  ...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', '.env.example'],
  ...[
    'dist/index.js',
    'dist/index.d.ts',
    'dist/index.mjs',
    'dist/index.d.mts',
    'dist/register.js',
    'dist/register.d.ts',
    'dist/workers.js',
    'dist/workers.d.ts',
  ],
  ...['dashboards/knexodus-rollout.json', 'dashboards/knexodus-shapes.json'],
  ...['dashboards/prometheus/alerts.yml', 'dashboards/prometheus/recording.yml'],
]

const FILES = { ...COMMONJS, ...MODULE, ...TYPESCRIPT, ...SERVED_FILES, ...TYPED_FILES }

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

async function main(): Promise<void> {
  const folder = temporaryFolder('pack')
  try {
    await run(REPOSITORY, 'npm', ['run', '--silent', 'build'])
    const [packed] = JSON.parse(
      await run(REPOSITORY, 'npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]),
    ) as [Packed]
    const tarball = join(folder, packed.filename)
    const app = await installProject(join(folder, 'app'), FILES, [
      tarball,
      'knex',
      'typescript@~6.0',
      '@types/node@20',
    ])
    const checks = [
      ...ofTarball(tarball, packed),
      ...ofInstallation(app),
      ...ofPrograms(app),
      ...servedChecks(app),
      ...ofTypes(app),
      ...typedChecks(app),
    ]
    process.exitCode = (await runChecks(checks)) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function ofTarball(tarball: string, { files }: Packed): Check[] {
  const paths = files.map(({ path }) => path)
  const strays = paths.filter((path) => !PUBLISHED.test(path))
  const missing = NEEDED.filter((path) => !paths.includes(path))
  return [
    { name: 'the tarball holds all of the product', run: () => deepEqual(missing, []) },
    { name: 'the tarball holds nothing but the product', run: () => deepEqual(strays, []) },
    {
      name: 'publint has nothing to say',
      run: async () => {
        await run(REPOSITORY, join(BIN, 'publint'), ['--strict', tarball])
      },
    },
    // Not node10, which cannot read exports maps: no Node that this package runs on resolves like that.
    {
      name: 'attw resolves every entry',
      run: async () => {
        await run(REPOSITORY, join(BIN, 'attw'), [tarball, '--profile', 'node16'])
      },
    },
  ]
}

function ofInstallation(app: Project): Check[] {
  const dependenciesOf = async (name: string): Promise<string[]> => {
    const script = `console.log(JSON.stringify(Object.keys(require('${name}/package.json').peerDependencies ?? {})))`
    return JSON.parse(await app.run('node', '-e', script)) as string[]
  }
  return [
    {
      name: 'knex is a peer dependency, and OpenTelemetry one that may be missing',
      run: async () => deepEqual(await dependenciesOf('knexodus'), ['@opentelemetry/api', 'knex']),
    },
    {
      name: 'the tree is complete, and holds one Knex',
      run: async () => {
        const copies = await app.run('npm', 'ls', '--all', '--parseable', 'knex')
        deepEqual(copies.trim().split('\n').length, 1)
      },
    },
  ]
}

function ofPrograms(app: Project): Check[] {
  const node = (...args: string[]): Check => ({
    name: `node ${args.join(' ')}`,
    run: () => app.run('node', ...args),
  })
  return [
    node('forms.cjs'),
    node('metrics.cjs'),
    node('workers.cjs'),
    node('closed.cjs'),
    node('forms.mjs'),
    node('workers.mjs'),
    node('--require', 'knexodus/register', 'preloaded.cjs'),
    node('--import', 'knexodus/register', 'preloaded.cjs'),
    node('--require', 'knexodus/register', 'preloaded.mjs'),
    node('--import', 'knexodus/register', 'preloaded.mjs'),
  ]
}

function ofTypes(app: Project): Check[] {
  const compiled = (file: string, output: string, ...options: string[]): Check => ({
    name: `tsc ${[...options, file].join(' ')}, and node ${output}`,
    run: async () => {
      await app.run(join(app.folder, 'node_modules', '.bin', 'tsc'), ...STRICT, ...options, file)
      await app.run('node', output)
    },
  })
  return [
    compiled('app.cts', 'app.cjs', '--module', 'nodenext'),
    compiled('app.mts', 'app.mjs', '--module', 'nodenext'),
    compiled('old.cts', 'old.cjs', '--module', 'node20'),
    compiled('app.ts', 'app.js', '--module', 'commonjs', '--esModuleInterop'),
    compiled(
      'app.ts',
      'app.js',
      '--module',
      'commonjs',
      '--moduleResolution',
      'bundler',
      '--isolatedModules',
    ),
  ]
}

void main()
