import Module = require('node:module')

import { defaultAdapter, startSoon } from './adapter/default-adapter.js'

/*
 * The preload. Every Knex instance of the process, of any copy and version and of any dialect, is finished by its copy's
 * `make-knex` module: that is the one place to stand at.
 *
 * Its exports are replaced when somebody first asks where the module is. That question is asked of `_resolveFilename` in
 * every case: by `require`, and also by Node's ES module loader, which under a loader hook that supplies sources runs
 * CommonJS modules with a `require` of its own. By the file's path, because a copy of Knex may be installed by another name.
 */

type MakeKnex = (client: object) => { readonly client: object }
type Resolve = (this: unknown, ...args: unknown[]) => string

const MAKE_KNEX = /[\\/]lib[\\/]knex-builder[\\/]make-knex\.js$/
const loader = Module as unknown as { _resolveFilename: Resolve }
const resolve = loader._resolveFilename
const underway = new Set<string>()

loader._resolveFilename = function (...args) {
  const file = resolve.apply(this, args)
  if (typeof file === 'string' && MAKE_KNEX.test(file) && !isLoaded(file) && !underway.has(file)) adaptCopy(file)
  return file
}

for (const file of Object.keys(require.cache)) if (MAKE_KNEX.test(file)) warnOfEarlyKnex(file)

startSoon()

function isLoaded(file: string): boolean {
  return Object.hasOwn(require.cache, file)
}

/** Loads the module a moment before its copy of Knex does, which then finds the adapting one in the cache. */
function adaptCopy(file: string): void {
  underway.add(file)
  try {
    const exports: unknown = require(file)
    const module = require.cache[file]
    if (module !== undefined && typeof exports === 'function') module.exports = adapting(exports as MakeKnex)
  } catch {
    // Whoever asked is about to load it too, and to see the error.
  } finally {
    underway.delete(file)
  }
}

function adapting(makeKnex: MakeKnex): MakeKnex {
  return (client) => {
    const adapter = defaultAdapter()
    return adapter.adaptKnex(makeKnex(client))
  }
}

function warnOfEarlyKnex(file: string): void {
  process.emitWarning(`${file} was loaded before knexodus/register and stays as it is: preload knexodus/register first`, {
    type: 'KnexodusWarning',
    code: 'KNEXODUS_LOADED_LATE',
  })
}
