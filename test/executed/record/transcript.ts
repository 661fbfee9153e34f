import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'

import type { ClientName, Step } from '../script/step.js'
import { describe } from './describe.js'
import { listen } from './listen.js'
import type { Tell } from './listen.js'
import { Normal } from './normal.js'

/** What a step led to: the events and warnings in their order, and at the end its value or its error. */
export interface Told {
  readonly lines: readonly string[]
  readonly failed: boolean
}

/** A run of the script, by the names of its steps. */
export type Transcript = ReadonlyMap<string, Told>

/** Runs the steps one after another and writes down all there is to see from outside. */
export async function transcribe(
  steps: readonly Step[],
  db: Knex,
  { client, warnings }: { client: ClientName; warnings: string[] },
): Promise<Transcript> {
  const told = new Map<string, Told>()
  for (const step of steps) {
    // Each step counts anew: one that differs must not make the next ones look so.
    const normal = new Normal()
    const lines: string[] = []
    const tell: Tell = (name, what) => {
      for (const warning of warnings.splice(0)) lines.push(`warning ${normal.text(warning)}`)
      lines.push(`${name} ${describe(what, normal)}`)
    }
    const leave = listen(db, tell)
    const failed = await outcome(step, db, client, tell)
    leave()
    await atRest(db)
    told.set(step.name, { lines: step.isRace === true ? lines.sort() : lines, failed })
  }
  return told
}

/** A stream may hold its connection a little longer than its reader cares: then the next query would get another one. */
async function atRest(db: Knex): Promise<void> {
  const pool = db.client.pool as { numUsed(): number }
  for (let tries = 0; pool.numUsed() > 0; tries++) {
    if (tries === 200)
      throw new Error('expected every connection to be free, got one that is still in use after 2 s')
    await sleep(10)
  }
}

async function outcome(step: Step, db: Knex, client: ClientName, tell: Tell): Promise<boolean> {
  try {
    tell('value', await step.run(db, client))
    return false
  } catch (error) {
    tell('error', error)
    return true
  }
}
