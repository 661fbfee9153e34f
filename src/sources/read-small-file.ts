import type { Stats } from 'node:fs'
// `promises` from here, not from `node:fs/promises`: that is loaded at the first read, and few processes have a rollout file.
import { promises, readFileSync, statSync } from 'node:fs'

/** A rollout is a few lines: what is larger is a mistake, and must not be read every second. */
const LARGEST = 64 * 1024

/**
 * Reads a small text file at once; for the start of a process only.
 *
 * @throws Error of the file system, or that it is no regular file of at most 64 KiB
 */
export function readSmallFileNow(path: string): string {
  assertSmallFile(path, statSync(path))
  return readFileSync(path, 'utf8')
}

/** Reads a small text file without making the process wait for a slow disk; rejects as the other throws. */
export async function readSmallFile(path: string): Promise<string> {
  assertSmallFile(path, await promises.stat(path))
  return promises.readFile(path, 'utf8')
}

/** Before opening, because opening a pipe waits for its writer. */
function assertSmallFile(path: string, stats: Stats): void {
  if (!stats.isFile()) throw new Error(`${path}: expected a regular file`)
  if (stats.size > LARGEST) throw new Error(`${path}: expected at most ${LARGEST} bytes, got ${stats.size}`)
}
