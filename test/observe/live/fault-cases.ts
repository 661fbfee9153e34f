import { setTimeout as sleep } from 'node:timers/promises'
import { switchOff, switchOn } from './fault-case.js'
import type { Fault, FaultCase } from './fault-case.js'
import { breakRollout, writeRollout } from './rollout-file.js'

/** Longer than a preload takes to notice its switch. */
const NOTICED_MS = 300

/** Enough for a percentile to mean something within seconds. */
const MUCH = 100
/** Enough to be alive. */
const LITTLE = 10

/** What goes wrong in the shop in the end: errors in 3 % of the builds meant for fast. */
export const SHOP_FAULT: Fault = {
  job: 'shop',
  expected: [
    'KnexodusFastErrorBudgetBurn (critical)',
    'KnexodusFastErrorBudgetBurn (warning)',
    'KnexodusFastWorseThanLegacy (critical)',
  ],
}

/** Everything else that can go wrong, each in a job of its own, all at the same time. */
export const FAULT_CASES: readonly FaultCase[] = [
  {
    job: 'mismatch',
    pace: 60,
    preloads: ['faults/mismatch'],
    // Only verification can find out: the shape was admitted before the fault came.
    env: { KNEXODUS_VERIFY_PERCENTAGE: '50' },
    expected: ['KnexodusParityMismatch (critical)', 'KnexodusQuarantinedShapesGrowing (warning)'],
  },
  {
    job: 'fallbacks',
    pace: 40,
    preloads: ['faults/fallbacks'],
    expected: ['KnexodusFallbackRatioHigh (warning)'],
  },
  {
    job: 'slow',
    pace: MUCH,
    preloads: ['faults/slow', 'faults/timed'],
    env: { TIMED_EVERY: '1' },
    expected: ['KnexodusFastP99Regression (warning)', 'KnexodusFastSlowerThanLegacy (warning)'],
  },
  {
    job: 'invalid',
    pace: LITTLE,
    expected: ['KnexodusRolloutConfigInvalid (warning)'],
    plant: ({ files }) => files.forEach(breakRollout),
    lift: (job) => job.roll(50),
  },
  {
    job: 'stale',
    pace: LITTLE,
    preloads: ['faults/stale'],
    expected: ['KnexodusRolloutConfigStale (warning)'],
  },
  {
    job: 'disagree',
    pace: LITTLE,
    instances: 2,
    expected: ['KnexodusRolloutDisagrees (warning)'],
    plant: ({ files }) => writeRollout(files[1]!, 25),
    lift: (job) => job.roll(50),
  },
  {
    job: 'down',
    pace: LITTLE,
    expected: ['KnexodusTargetDown (warning)'],
    plant: (job) => job.stop(),
    lift: (job) => job.restart(),
  },
  {
    job: 'absent',
    pace: LITTLE,
    preloads: ['faults/absent'],
    expected: ['KnexodusMetricsAbsent (warning)'],
  },
  {
    job: 'unavailable',
    pace: 40,
    // It is loaded when a rollout first needs it.
    percentage: 0,
    preloads: ['faults/unavailable'],
    // All that was meant for fast falls back.
    expected: ['KnexodusFallbackRatioHigh (warning)', 'KnexodusFastUnavailable (warning)'],
    plant: async (job) => {
      switchOn(job)
      await sleep(NOTICED_MS)
      job.roll(50)
    },
    lift: async (job) => {
      switchOff(job)
      await sleep(NOTICED_MS)
      job.roll(49)
    },
  },
]
