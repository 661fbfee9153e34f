import { Interruption, interruptionSignal } from '../interruption.js'
import { styleFor, wantsColour } from '../screen/style.js'
import { parseArguments, USAGE } from './arguments.js'
import { observe, observeOnce } from './observe.js'
import type { ObserveOptions } from './observe.js'
import { plainScreen, terminalScreen } from './screen.js'

const print = (line: string) => void process.stdout.write(`${line}\n`)

/** Runs as asked and returns the exit code. */
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
  const isTerminal = process.stdout.isTTY && process.env['TERM'] !== 'dumb'
  const options: ObserveOptions = {
    screen: isTerminal ? terminalScreen(process.stdout) : plainScreen(print),
    style: styleFor(wantsColour(process.stdout.isTTY, process.env)),
    signal: interruptionSignal(),
  }
  try {
    if (!once) await observe(options)
    return once ? await verdict(options) : 0
  } catch (error) {
    // What an aborted wait or query throws is only the echo.
    return explain(options.signal.aborted ? options.signal.reason : error, once)
  }
}

async function verdict(options: ObserveOptions): Promise<number> {
  const checks = await observeOnce(options)
  const failed = checks.filter(({ ok }) => !ok).map(({ name }) => name)
  const { good, bad } = options.style
  print('')
  print(
    failed.length === 0
      ? good('All right: Prometheus saw every step.')
      : bad(`Failed: ${failed.join(', ')}.`),
  )
  return failed.length === 0 ? 0 : 1
}

/** Says why it has ended, and returns the exit code. To end it is how somebody who watches leaves. */
function explain(error: unknown, once: boolean): number {
  if (error instanceof Interruption) {
    process.stderr.write(`The demo was ${error.message}; nothing is left running.\n`)
    return once ? error.exitCode : 0
  }
  process.stderr.write(`The demo failed: ${error instanceof Error ? error.message : String(error)}\n`)
  return 1
}

void main().then((code) => {
  process.exitCode = code
})
