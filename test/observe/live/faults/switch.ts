import { existsSync } from 'node:fs'

const LOOK_MS = 100

/** Names the file that is there while the fault is. */
export const SWITCH_VARIABLE = 'FAULT_SWITCH'

/** Whether this process's fault is on. */
let on = false

const file = process.env[SWITCH_VARIABLE]
if (file !== undefined) setInterval(() => (on = existsSync(file)), LOOK_MS).unref()

/** Whether the fault is to be there now: a preload asks at every chance it has. */
export function isPlanted(): boolean {
  return on
}

/** True at every `nth` call while the fault is on: a share that depends on no luck. */
export function everyWhilePlanted(nth: number): () => boolean {
  let calls = 0
  return () => isPlanted() && ++calls % nth === 0
}
