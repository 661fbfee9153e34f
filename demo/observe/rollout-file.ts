import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a step writes into the rollout file. */
export interface RolloutStep {
  readonly percentage: number
  readonly shadowPercentage?: number
}

/** The rollout file that all instances follow, until somebody else writes it. */
export class RolloutFile {
  readonly path: string
  private written = ''

  constructor(folder: string) {
    this.path = path.join(folder, 'rollout.json')
  }

  /** Makes it say this. Written beside and renamed: nobody ever reads half of it. */
  write(step: RolloutStep, reason: string): void {
    this.writeText(`${JSON.stringify({ ...step, by: 'demo:observe', reason })}\n`)
  }

  /** Makes it hold this text, whatever it is. */
  writeText(text: string): void {
    writeFileSync(`${this.path}.new`, text)
    renameSync(`${this.path}.new`, this.path)
    this.written = text
  }

  /** Whether it still says what was written last: otherwise somebody has taken over. */
  isOurs(): boolean {
    try {
      return readFileSync(this.path, 'utf8') === this.written
    } catch {
      return false
    }
  }
}
