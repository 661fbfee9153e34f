import type { Reporter } from '../progress.js'
import { stepLine } from './summary.js'

/** Tells the story in plain lines, one per step: for logs, pipes and CI. */
export function plainReporter(write: (line: string) => void): Reporter {
  return {
    say: write,
    update: () => undefined,
    stepDone: (step) => write(stepLine(step)),
    close: () => undefined,
  }
}
