import { Hook } from 'require-in-the-middle'
import type { OnRequireFn } from 'require-in-the-middle'

import { defaultAdapter, startSoon } from './adapter/default-adapter.js'

/*
 * The preload. Every Knex instance of the process, of any copy and version and of any dialect, is finished by its copy's
 * `make-knex` module: that is the one place to stand at.
 */

type MakeKnex = (client: object) => { readonly client: object }

const MAKE_KNEX = /knex-builder[\\/]make-knex(\.js)?$/

new Hook(['knex'], { internals: true }, ((exports: unknown, name: string): unknown => {
  if (!MAKE_KNEX.test(name) || typeof exports !== 'function') return exports
  const makeKnex = exports as MakeKnex
  return (client: object) => {
    const adapter = defaultAdapter()
    return adapter.adaptKnex(makeKnex(client))
  }
}) as OnRequireFn)

startSoon()
