import { setTimeout as sleep } from 'node:timers/promises'
import { Cleanup } from '../cleanup.js'
import type { Style } from '../screen/style.js'
import type { Check } from '../verdict.js'
import { findPrometheus, INSTALL } from './find-prometheus.js'
import { invitation } from './invitation.js'
import { goThrough } from './once.js'
import { lookAt } from './queries.js'
import { lookAtInstances } from './scrapes.js'
import type { Screen } from './screen.js'
import { INSTANCES, setStage } from './stage.js'
import type { Stage } from './stage.js'
import { statusLines } from './status.js'
import { walk } from './walk.js'

const LOOK_EVERY_MS = 2000

/** Where the observed demo shows itself, and what ends it. */
export interface ObserveOptions {
  readonly screen: Screen
  readonly style: Style
  readonly signal: AbortSignal
}

/**
 * Runs the demo until the signal aborts. Leaves nothing running, however it ends.
 *
 * @throws the signal's reason in the end; Error when something does not start.
 */
export async function observe({ screen, style, signal }: ObserveOptions): Promise<void> {
  const cleanup = new Cleanup()
  try {
    const prometheus = findPrometheus(process.env)
    const stage = await setStage({ prometheus, say: screen.say, signal }, cleanup)
    for (const line of invitation(stage, style)) screen.say(line)
    await Promise.all([walk(stage.rollout, screen.note, signal), watch(stage, { screen, style, signal })])
  } finally {
    screen.close()
    await cleanup.run()
  }
}

async function watch(stage: Stage, { screen, style, signal }: ObserveOptions): Promise<void> {
  const look = stage.prometheus ? lookAt(stage.prometheus) : lookAtInstances(stage.instances)
  const startedAt = Date.now()
  for (;;) {
    await sleep(LOOK_EVERY_MS, undefined, { signal })
    screen.status(statusLines(await look(), INSTANCES, Date.now() - startedAt, style))
  }
}

/**
 * Goes through the rollout once, quickly, and asks Prometheus what it saw.
 *
 * @returns what was found.
 * @throws the signal's reason when it aborts; Error when something does not start, or there is no Prometheus.
 */
export async function observeOnce({ screen, style, signal }: ObserveOptions): Promise<Check[]> {
  const cleanup = new Cleanup()
  const checks: Check[] = []
  try {
    const prometheus = findPrometheus(process.env)
    if (prometheus === undefined) throw new Error(INSTALL)
    const stage = await setStage({ prometheus, say: screen.say, signal }, cleanup)
    if (!stage.prometheus) throw new Error('it was found and did not start')
    await goThrough(
      stage,
      stage.prometheus,
      (check) => {
        checks.push(check)
        screen.say(checkLine(check, style))
      },
      signal,
    )
    return checks
  } finally {
    await cleanup.run()
  }
}

function checkLine({ name, ok, detail }: Check, style: Style): string {
  return `${ok ? style.good('✓') : style.bad('✗')} ${name.padEnd(14)} ${detail}`
}
