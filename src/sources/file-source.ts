import { resolve } from 'node:path'

import type { RolloutSettings } from '../core/rollout.js'
import { FileWatch } from './file-watch.js'
import type { RolloutHandlers, RolloutSource, RolloutWatch } from './rollout-source.js'

const DEFAULT_INTERVAL_MS = 1000

/**
 * A JSON rollout file. The fields it names override the starting rollout; a field it no longer names goes back to
 * its starting value.
 *
 * The file is read again every second, whole, and compared as text: it is tiny, and nothing else notices an editor's
 * atomic rename, the symbolic links of a Kubernetes ConfigMap and two writes in one tick of the clock alike.
 *
 * One field is not its own to say: where the starting mode is `legacy`, the kill switch, it stays so.
 *
 * A deleted or broken file leaves the last good rollout in force. A file that is missing or broken from the start
 * never gave one, and may have been the kill switch of the last run: until it can be read, the mode is `legacy`.
 *
 * @example
 * ```ts
 * const watch = new FileSource('rollout.json', settings.rollout).start(handlers)
 * ```
 */
export class FileSource implements RolloutSource {
  private readonly path: string

  /**
   * @param path relative to the working directory of now
   * @param starting the rollout that the environment gave
   * @param intervalMs between two looks at the file, in milliseconds
   */
  constructor(
    path: string,
    private readonly starting: RolloutSettings,
    private readonly intervalMs = DEFAULT_INTERVAL_MS,
  ) {
    this.path = resolve(path)
  }

  /** Reads the file before it returns, so that the very first build is decided by it. */
  start(handlers: RolloutHandlers): RolloutWatch {
    const watch = new FileWatch(this.path, this.starting, handlers)
    watch.lookNow()
    const timer = setInterval(() => void watch.look(), this.intervalMs).unref()
    return {
      stop: () => {
        clearInterval(timer)
        watch.close()
      },
    }
  }
}
