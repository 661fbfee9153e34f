import './environment.js'
import { interruptionSignal } from '../interruption.js'
import { parseArguments, USAGE } from './arguments.js'
import { runService } from './service.js'

const say = (line: string) => void process.stdout.write(`${line}\n`)
const complain = (line: string) => void process.stderr.write(`${line}\n`)

/** Runs the service as asked and returns the exit code. */
async function main(): Promise<number> {
  const asked = parseArguments(process.argv.slice(2))
  if (asked.kind === 'wrong') {
    complain(`${asked.problem}\n\n${USAGE}`)
    return 2
  }
  if (asked.kind === 'help') {
    say(USAGE)
    return 0
  }
  const ready = (metrics: string) => say(JSON.stringify({ metrics }))
  try {
    await runService(asked, { ready, complain }, interruptionSignal())
    return 0
  } catch (error) {
    complain(`The service failed: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

void main().then((code) => {
  process.exitCode = code
})
