import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Writes whole rollouts by renaming, as a careful tool does; every tenth time carelessly, in place. */
const WRITER = `
  const { renameSync, writeFileSync } = require('node:fs')
  const [file] = process.argv.slice(1)
  let n = 0
  setInterval(() => {
    n += 1
    const text = JSON.stringify({ percentage: 40 + ((n * 8) % 21), by: 'bench', reason: String(n) })
    if (n % 10 === 0) return writeFileSync(file, text)
    writeFileSync(file + '.new', text)
    renameSync(file + '.new', file)
  }, 1)`

/**
 * Has another process rewrite a rollout file about a thousand times a second.
 *
 * @returns ends it
 */
export function rewriteWithoutPause(file: string): () => Promise<void> {
  const writer = spawn(process.execPath, ['--eval', WRITER, file], { stdio: 'ignore' })
  const ended = once(writer, 'exit')
  return async () => {
    writer.kill()
    await ended
  }
}
