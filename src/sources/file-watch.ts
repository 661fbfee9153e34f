import type { ChangeOrigin, RolloutChange, RolloutSettings } from '../core/rollout.js'
import { callGuarded } from '../util/call-guarded.js'
import { readSmallFile, readSmallFileNow } from './read-small-file.js'
import { parseRolloutFile } from './rollout-file.js'
import type { RolloutHandlers } from './rollout-source.js'

/** One look at the file. */
type Look = { readonly text: string } | { readonly error: unknown }

/** Looks at a rollout file when told to, and reports what is different from the look before. */
export class FileWatch {
  private closed = false
  private looking = false
  /** The text last looked at, or why there was none: each is reported once. */
  private seen: string | undefined
  /** The text in force. */
  private applied: string | undefined
  /** The fields the file has replaced so far. */
  private overridden: RolloutChange = {}

  constructor(
    private readonly path: string,
    private readonly starting: RolloutSettings,
    private readonly handlers: RolloutHandlers,
  ) {}

  /** Looks at the file and reports before it returns. */
  lookNow(): void {
    try {
      this.report({ text: readSmallFileNow(this.path) })
    } catch (error) {
      this.report({ error })
    }
  }

  /** Looks at the file in the background; does nothing while the look before is still waiting for the disk. */
  async look(): Promise<void> {
    if (this.looking || this.closed) return
    this.looking = true
    const look: Look = await readSmallFile(this.path).then(
      (text) => ({ text }),
      (error: unknown) => ({ error }),
    )
    this.looking = false
    if (!this.closed) this.report(look)
  }

  /** Reports nothing any more, not even what a look under way finds. */
  close(): void {
    this.closed = true
  }

  private report(look: Look): void {
    this.compare(look)
    if ('text' in look && look.text === this.applied) callGuarded(() => this.handlers.onConfirmed())
  }

  private compare(look: Look): void {
    const seen = 'text' in look ? `text ${look.text}` : `error ${causeOf(look.error)}`
    if (seen === this.seen) return
    this.seen = seen
    if ('error' in look) this.reject(look.error)
    else if (look.text === this.applied) callGuarded(() => this.handlers.onRecovered())
    else this.tryApply(look.text)
  }

  private tryApply(text: string): void {
    try {
      const { change, origin } = parseRolloutFile(text, this.path)
      this.applied = text
      this.override(this.belowKillSwitch(change), origin)
    } catch (error) {
      this.reject(error)
    }
  }

  private reject(error: unknown): void {
    if (this.applied === undefined) this.hold()
    callGuarded(() => this.handlers.onInvalid(error))
  }

  /** There is no last good rollout of this file yet, so the safe one. */
  private hold(): void {
    if (this.overridden.mode === 'legacy') return
    this.override({ mode: 'legacy' }, { by: 'file', reason: `${this.path} cannot be read yet` })
  }

  /** Whoever sets the mode `legacy` in the environment does so at night, and does not look into files. */
  private belowKillSwitch(change: RolloutChange): RolloutChange {
    return this.starting.mode === 'legacy' ? { ...change, mode: 'legacy' } : change
  }

  /** Fields that the file named before and does not name now go back to where they started. */
  private override(change: RolloutChange, origin: ChangeOrigin): void {
    const dropped = Object.keys(this.overridden) as (keyof RolloutSettings)[]
    const restored = Object.fromEntries(dropped.map((field) => [field, this.starting[field]]))
    this.overridden = change
    callGuarded(() => this.handlers.onChange({ ...restored, ...change }, origin))
  }
}

/** The code where there is one: the message also says at which step the same thing was noticed. */
function causeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
