import { defineConfig } from 'vitest/config'

/** Tests that start programs (PostgreSQL, the demo, other Node processes): one after another, once the others are done. */
const PROGRAMS = [
  'test/{demo,executed,orm,packaging,preload,prepared,programs,register,versions,workers}/**/*.test.ts',
]

/** Tests that start a Prometheus, or its promtool: `npm run check:prometheus` runs them, beside what it checks itself. */
const PROMETHEUS = ['test/demo/observe-prometheus.test.ts', 'test/observe/dashboard-numbers.test.ts']

/** What is the same with fast forced: it builds no queries, or sets the mode itself. */
const FORCED =
  process.env['KNEXODUS_MODE'] === 'fast'
    ? ['test/{bench,docs,observe,workers}/**', 'test/demo/{main,observe,service}.test.ts']
    : []

/** What somebody without a server may leave out, by names and commas, and knowingly; what is left out is said. */
const PARTS: Readonly<Record<string, string>> = {
  mariadb: 'test/executed/mariadb.test.ts',
  pgbouncer: 'test/prepared/pgbouncer.test.ts',
}

export default defineConfig({
  test: {
    environment: 'node',
    // Node's own environment and default adapter are part of what is tested: every file gets a process of its own.
    pool: 'forks',
    // The built package is CommonJS, and is tested as Node loads it.
    server: { deps: { external: [/\/dist\//] } },
    // A test that asserts nothing, or that was left focused, fails.
    expect: { requireAssertions: true },
    allowOnly: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'in-process',
          maxWorkers: '100%',
          include: ['test/**/*.test.ts'],
          exclude: [...PROGRAMS, ...PROMETHEUS, ...FORCED],
          setupFiles: ['test/soon.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'programs',
          include: PROGRAMS,
          exclude: [...PROMETHEUS, ...FORCED, ...leftOut(process.env['TEST_WITHOUT'])],
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'prometheus',
          include: PROMETHEUS,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})

function leftOut(names = ''): string[] {
  return names.split(',').filter(Boolean).map(partOf)
}

function partOf(name: string): string {
  const part = PARTS[name]
  if (part === undefined)
    throw new Error(`TEST_WITHOUT: expected ${Object.keys(PARTS).join(', ')}, got ${name}`)
  console.warn(`Without ${part}, because TEST_WITHOUT=${name}`)
  return part
}
