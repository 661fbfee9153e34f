import { Adapter } from './adapter.js'
import { readOptions } from './options.js'

let adapter: Adapter | undefined

/**
 * The adapter of this process, set up from the environment. It is made when first used, so that an application may still
 * fill the environment (from a file, say) after its imports.
 *
 * @throws KnexodusError `KNEXODUS_BAD_CONFIG` when the environment is bad and strict
 */
export function defaultAdapter(): Adapter {
  if (adapter === undefined) {
    const options = { env: process.env }
    adapter = new Adapter(readOptions(options), options)
    adapter.registerMetrics()
  }
  return adapter
}

/** Time for an application to fill its environment behind a preload, which runs long before its first line. */
const PRELOAD_GRACE_MS = 1000

let start: NodeJS.Timeout | undefined

/** Sees to it that the log and the metrics are there soon after the import, even in a process that makes no query. */
export function startSoon(): void {
  startAfter(0)
}

/** The same after a preload: when the first Knex is made, or a second later. */
export function startAfterPreload(): void {
  startAfter(PRELOAD_GRACE_MS)
}

/** An application that makes adapters of its own needs no default one, unless it asks for it. */
export function startWhenAsked(): void {
  clearTimeout(start)
}

function startAfter(ms: number): void {
  clearTimeout(start)
  start = setTimeout(() => {
    try {
      defaultAdapter()
    } catch {
      // Strict and bad: thrown again to whoever uses Knex first, who can be expected to handle it.
    }
  }, ms).unref()
}
