import Module = require('node:module')

/** A Knex instance, as its copy of Knex just finished it. */
interface KnexInstance {
  readonly client: object
}

type MakeKnex = (client: object) => KnexInstance

/** Node's own loader; not `require.cache`, which a module run by the ES module loader does not have. */
const loader = Module as unknown as {
  _resolveFilename: (this: unknown, ...args: unknown[]) => unknown
  readonly _cache: NodeJS.Dict<NodeJS.Module>
}

/** By the file's path, because a copy of Knex may be installed by another name. */
const FILE = /[\\/]lib[\\/]knex-builder[\\/]make-knex\.js$/

/**
 * Has `adapt` called with every Knex instance that any copy of Knex makes, transactions included, if the copy is loaded
 * after this call.
 *
 * Every instance is finished by its copy's `make-knex` module. The exports of that module are replaced when somebody first
 * asks where it is, because everybody asks: `require` does, and so does Node's ES module loader, which runs CommonJS with
 * a `require` of its own as soon as a loader hook supplies the sources.
 *
 * @returns the `make-knex` modules that were loaded before: they stay as they are
 */
export function onKnexMade(adapt: (knex: KnexInstance) => KnexInstance): readonly string[] {
  const resolve = loader._resolveFilename
  const underway = new Set<string>()
  loader._resolveFilename = function (...args) {
    const file = resolve.apply(this, args)
    if (typeof file !== 'string' || !FILE.test(file) || isLoaded(file) || underway.has(file)) return file
    underway.add(file)
    replaceExports(file, adapt)
    underway.delete(file)
    return file
  }
  return Object.keys(loader._cache).filter((file) => FILE.test(file))
}

function isLoaded(file: string): boolean {
  return Object.hasOwn(loader._cache, file)
}

/** Loads the module a moment before whoever asked, who then finds it in the cache. */
function replaceExports(file: string, adapt: (knex: KnexInstance) => KnexInstance): void {
  try {
    const makeKnex: unknown = Module.createRequire(file)(file)
    const module = loader._cache[file]
    if (module === undefined || typeof makeKnex !== 'function') return
    module.exports = (client: object) => adapt((makeKnex as MakeKnex)(client))
  } catch {
    // Whoever asked is about to load it too, and to see the error.
  }
}
