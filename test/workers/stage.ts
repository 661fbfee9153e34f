import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach } from 'vitest'

import { Program } from './program.js'

const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** Does something when the test is over, however it ends; what was asked for last comes first. */
export function atEnd(cleanup: () => unknown): void {
  cleanups.push(cleanup)
}

/** Starts a program for one test, which ends it. */
export async function started(file: string, env: Readonly<Record<string, string>> = {}): Promise<Program> {
  const program = await Program.start(file, env)
  atEnd(() => program.stop())
  return program
}

/** A file that is not there yet: who is blocked until it is goes on at `release`. */
export function heldBack(): { readonly file: string; release(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'knexodus-workers-'))
  const file = join(folder, 'go')
  const release = () => writeFileSync(file, '')
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  // Before the folder goes, so that nobody stays behind.
  atEnd(release)
  return { file, release }
}
