import { renameSync, writeFileSync } from 'node:fs'

/** Writes a rollout file the way an operator's tool does: whole, or not at all. */
export function writeRollout(file: string, percentage: number): void {
  writeText(file, JSON.stringify({ percentage, by: 'live check', reason: `step to ${percentage} %` }))
}

/** Writes a rollout file that nobody can read. */
export function breakRollout(file: string): void {
  writeText(file, '{ "percentage": ')
}

function writeText(file: string, text: string): void {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}
