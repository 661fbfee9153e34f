import './environment.js'
import { parseArguments, USAGE } from './arguments.js'
import { QUICK, runDemo, WATCHABLE } from './demo.js'
import { Interruption, interruptionSignal } from './interruption.js'
import type { Reporter } from './progress.js'
import { liveReporter } from './screen/live.js'
import { plainReporter } from './screen/plain.js'
import { styleFor, wantsColour } from './screen/style.js'
import { stepLine, summary } from './screen/summary.js'

const print = (line: string) => void process.stdout.write(`${line}\n`)

const isTerminal = process.stdout.isTTY && process.env['TERM'] !== 'dumb'
const colour = wantsColour(process.stdout.isTTY, process.env)

/** Runs the demo as asked and returns the exit code. */
async function main(): Promise<number> {
  const asked = parseArguments(process.argv.slice(2))
  if (asked.kind === 'wrong') {
    process.stderr.write(`${asked.problem}\n\n${USAGE}\n`)
    return 2
  }
  if (asked.kind === 'help') {
    print(USAGE)
    return 0
  }
  return run(asked.once)
}

async function run(once: boolean): Promise<number> {
  const live = isTerminal && !once
  const reporter: Reporter = live ? liveReporter(process.stdout, colour) : plainReporter(print)
  const signal = interruptionSignal()
  try {
    const tempo = once ? QUICK : WATCHABLE
    const { steps, checks, metrics } = await runDemo(tempo, reporter, signal)
    // The live table went away with its page; the plain lines are still there.
    if (live) for (const step of steps) print(stepLine(step))
    for (const line of summary(checks, metrics, styleFor(colour))) print(line)
    return checks.every(({ ok }) => ok) ? 0 : 1
  } catch (error) {
    // What an aborted wait or query throws is only the echo.
    return explain(signal.aborted ? signal.reason : error)
  }
}

/** Says why there is no verdict, and returns the exit code. */
function explain(error: unknown): number {
  const reason = error instanceof Error ? error.message : String(error)
  process.stderr.write(`The demo ${error instanceof Interruption ? 'was' : 'failed:'} ${reason}\n`)
  return error instanceof Interruption ? error.exitCode : 1
}

void main().then((code) => {
  process.exitCode = code
})
