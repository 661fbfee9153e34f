'use strict'

/*
 * The house: imports point down only, rooms on one floor do not know each other, and nothing goes round in circles, types
 * included. docs/architecture.md has the picture.
 */

/** The floors below the entries, lowest first, and the rooms of each. */
const FLOORS = [
  ['util'],
  ['core'],
  ['knex', 'rollout', 'stats', 'parity', 'sources'],
  ['fast'],
  ['adapter'],
  ['admin', 'cli', 'workers'],
]

/** The packages that are heavy, optional or somebody's insides, and the one place that may know each. */
const CLIENTS = {
  knex: '^src/index\\.m?ts$',
  kysely: '^src/fast/',
  '@opentelemetry/api': '^src/stats/opentelemetry(-api)?\\.ts$',
  pino: '^src/adapter/log-target\\.ts$',
  'prom-client': '^src/(stats/prometheus|workers/prom-client)\\.ts$',
  seedrandom: '^src/util/random\\.ts$',
}

/** Clients that must not be loaded before they are needed: by a `require` where that is, never by an `import`. */
const LAZY_CLIENTS = ['pino', 'prom-client', '@opentelemetry/api']

/** How a dependency looks that costs nothing at start: a type, or a `require` where it is needed. */
const LATER_OR_NEVER = ['type-only', 'type-import', 'require']

const ROOMS = FLOORS.flat()
const HIGHEST = FLOORS.slice(4).flat()
const ENTRY = '^src/[^/]+$'

const forbidden = [
  {
    name: 'no-cycles',
    comment: 'A cycle has no first file to read. Types count: a reader follows them too.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-barrels',
    comment: 'An index inside the house hides who needs what, and breeds cycles.',
    from: {},
    to: { path: '^src/.+/index\\.[cm]?ts$' },
  },
  {
    name: 'known-rooms-only',
    comment:
      'A new folder gets its floor here, and its line in docs/architecture.md, before it gets imports.',
    from: {},
    to: { path: '^src/[^/]+/', pathNot: `^src/(${ROOMS.join('|')})/` },
  },
  ...FLOORS.flatMap((rooms, floor) => [climbing(rooms, floor), ...visiting(rooms, floor)]),
  {
    name: 'entries-stay-thin',
    comment: 'An entry only re-exports what the highest floors have composed.',
    from: { path: ENTRY },
    to: { path: '^src/[^/]+/', pathNot: `^src/(${HIGHEST.join('|')})/` },
  },
  {
    name: 'fast-is-loaded-lazily',
    comment:
      'fast brings Kysely with it: a process that stays on legacy must not pay for that. Types are free.',
    from: { path: '^src/', pathNot: '^src/fast/' },
    to: { path: '^src/fast/', dependencyTypesNot: LATER_OR_NEVER },
  },
  ...Object.entries(CLIENTS).map(([client, home]) => ({
    name: `${client}-in-one-place`,
    comment: `Only ${home} may know ${client}.`,
    from: { path: '^src/', pathNot: home },
    to: { path: packagePath(client) },
  })),
  ...LAZY_CLIENTS.map((client) => ({
    name: `${client}-is-loaded-lazily`,
    comment: `${client} is costly to load: require it where it is first needed. Types are free.`,
    from: { path: '^src/' },
    to: { path: packagePath(client), dependencyTypesNot: LATER_OR_NEVER },
  })),
  {
    name: 'nothing-but-the-house',
    comment: 'What is published cannot import what is not.',
    from: { path: '^src/' },
    to: { path: '^(test|demo|bench|dashboards|dist)/' },
  },
  {
    name: 'grafana-in-one-place',
    comment: 'Only the dashboards know how Grafana writes them down.',
    from: { path: '^(src|test|demo|bench)/' },
    to: { path: packagePath('@grafana/grafana-foundation-sdk') },
  },
  {
    name: 'declared-packages-only',
    comment:
      'A package that package.json does not give to users works here and fails at theirs. Knex is their own.',
    from: { path: '^src/' },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-bundled'],
      dependencyTypesNot: ['npm', 'npm-peer'],
      pathNot: packagePath('knex'),
    },
  },
  {
    name: 'no-dead-ends',
    comment: 'An import that leads nowhere.',
    from: { path: '^src/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'no-dead-files',
    comment: 'A file that no entry leads to is served to nobody.',
    from: { path: ENTRY },
    to: { path: '^src/', pathNot: [ENTRY, '\\.d\\.ts$'], reachable: false },
  },
  {
    name: 'not-from-the-outside-in',
    comment: 'The demo and the benchmarks use the package as its users do: by its name.',
    from: { path: '^demo/' },
    to: { path: '^src/' },
  },
]

/** A room may use its own floor's words and what lies below. */
function climbing(rooms, floor) {
  const above = FLOORS.slice(floor + 1).flat()
  return {
    name: `${rooms.join('-')}-looks-down-only`,
    comment: 'Imports point down only.',
    from: { path: `^src/(${rooms.join('|')})/` },
    to: { path: [ENTRY, ...above.map((room) => `^src/${room}/`)] },
  }
}

function visiting(rooms, floor) {
  if (rooms.length === 1) return []
  const rule = {
    name: `floor-${floor}-rooms-are-strangers`,
    comment: 'What two rooms of a floor share lies below them; what joins them, above.',
    from: { path: `^src/(${rooms.join('|')})/` },
    to: { path: `^src/(${rooms.join('|')})/`, pathNot: '^src/$1/' },
  }
  return [rule]
}

function packagePath(name) {
  return `(^|/)node_modules/${name}/`
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    // Imports that exist for types only are imports: they are what the compiler throws away.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules', '^dist/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
  },
}
