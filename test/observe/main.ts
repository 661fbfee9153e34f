/*
 * Proves dashboards and alerts against a real Prometheus that scrapes the demo:
 *
 *   bin=$(.ci/get-prometheus /tmp/prometheus)
 *   PROMETHEUS_BIN=$bin/prometheus PROMTOOL_BIN=$bin/promtool npm run check:prometheus
 *
 * Prints one line per check, and exits with 1 if any failed.
 */
import { setMaxListeners } from 'node:events'
import { parseArgs } from 'node:util'
import { Interruption, interruptionSignal } from '../../demo/interruption.js'
import { runCheck } from './live/check.js'
import type { CheckOptions } from './live/check.js'

const SECONDS = 8

const USAGE = `Usage: node --import tsx test/observe/main.ts [--save FOLDER] [--seconds N]

  --save FOLDER  keeps what every panel's query answered, for test/observe/preview
  --seconds N    stays so long at each percentage, ${SECONDS} at least (${SECONDS})`

const signal = interruptionSignal()
// Every process that is started listens to it.
setMaxListeners(100, signal)

/** What was asked for; nothing where that is not understood. */
function readArguments(): CheckOptions | undefined {
  try {
    const { values } = parseArgs({ options: { save: { type: 'string' }, seconds: { type: 'string' } } })
    const seconds = Number(values.seconds ?? SECONDS)
    return seconds >= SECONDS ? { seconds, save: values.save } : undefined
  } catch {
    return undefined
  }
}

async function main(): Promise<number> {
  const options = readArguments()
  if (options === undefined) {
    console.error(USAGE)
    return 2
  }
  return (await runCheck(options, signal)) ? 0 : 1
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    // Whatever was waiting when we were stopped says so in its own way.
    const { reason } = signal as { reason: unknown }
    console.error(reason instanceof Interruption ? reason.message : error)
    process.exitCode = reason instanceof Interruption ? reason.exitCode : 1
  },
)
