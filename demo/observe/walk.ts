import { setTimeout as sleep } from 'node:timers/promises'
import type { RolloutFile, RolloutStep } from './rollout-file.js'

/** Up; and proven in the shadow first, as one would: the canary then meets shapes that are known. */
export const STEPS: readonly RolloutStep[] = [
  { percentage: 0, shadowPercentage: 100 },
  { percentage: 10 },
  { percentage: 50 },
  { percentage: 100 },
]

const AND_BACK: readonly RolloutStep[] = [{ percentage: 50 }, { percentage: 10 }]

/** Seconds that a step lasts. */
export const STEP_SECONDS = 45

/** Walks the rollout up and back down, until the signal aborts (then it rejects) or somebody else has written the file. */
export async function walk(
  rollout: RolloutFile,
  note: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const steps = [...STEPS, ...AND_BACK]
  for (let index = 0; rollout.isOurs(); index = (index + 1) % steps.length) {
    const step = steps[index] ?? { percentage: 0 }
    rollout.write(step, `step ${index + 1} of ${steps.length}`)
    const shadow = step.shadowPercentage ? `, ${step.shadowPercentage} % in the shadow` : ''
    note(`rollout: ${step.percentage} %${shadow}, for ${STEP_SECONDS} s`)
    for (let second = 0; second < STEP_SECONDS && rollout.isOurs(); second++) {
      await sleep(1000, undefined, { signal })
    }
  }
  note('rollout: yours. It stays as you leave it until Ctrl-C.')
}
