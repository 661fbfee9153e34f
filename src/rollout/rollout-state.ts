import type { ChangeOrigin, Rollout, RolloutChange, RolloutSettings } from '../core/rollout.js'
import { assertValidChange, assertValidOrigin } from '../core/settings-change.js'
import { callGuarded } from '../util/call-guarded.js'

/** Told of every change, with the rollout after it and the one before. */
export type RolloutListener = (to: Rollout, from: Rollout) => void

/**
 * The rollout of one adapter: a reference to a frozen record that a change replaces. Reading it costs a property
 * access; nobody can see half a change.
 */
export class RolloutState {
  private record: Rollout
  private sourcesValid = true
  private sourcesReadAt = 0
  private readonly listeners = new Set<RolloutListener>()
  private readonly unannounced: [to: Rollout, from: Rollout][] = []
  private announcing = false

  constructor(settings: RolloutSettings, origin: ChangeOrigin) {
    this.record = nextRollout({ ...settings, ...origin, version: 0, changedAt: 0 }, {}, origin)
  }

  /** The rollout in force. */
  get current(): Rollout {
    return this.record
  }

  /** Whether every configured source could be read the last time; the rollout in force is good either way. */
  get valid(): boolean {
    return this.sourcesValid
  }

  /** When a source was last read and found good, in Unix milliseconds; 0 before the first time. */
  get readAt(): number {
    return this.sourcesReadAt
  }

  /** Remembers that a source was read just now, and found good. */
  markRead(): void {
    this.sourcesReadAt = Date.now()
  }

  /** Remembers that a source holds something unusable: the last good rollout stays. */
  markInvalid(): void {
    this.sourcesValid = false
  }

  /** Remembers that the sources can be read again. */
  markValid(): void {
    this.sourcesValid = true
  }

  /**
   * Replaces the named fields, then tells the listeners. Whatever a listener does, the change stands and the caller
   * is not disturbed.
   *
   * @returns the rollout that this change made
   * @throws KnexodusError `KNEXODUS_BAD_CONFIG` when a field has a value that is not allowed; nothing changes then
   */
  change(change: RolloutChange, origin: ChangeOrigin): Rollout {
    const from = this.record
    const to = nextRollout(from, assertValidChange(change), assertValidOrigin(origin))
    this.record = to
    this.unannounced.push([to, from])
    this.announce()
    return to
  }

  /**
   * Calls `listener` after every change from now on.
   *
   * @returns a function that ends it
   */
  subscribe(listener: RolloutListener): () => void {
    // Wrapped, so that one function subscribed twice is two subscriptions, each with its own end.
    // It returns what the listener returns: an asynchronous one's rejection has to be caught.
    const own: RolloutListener = (to, from) => listener(to, from)
    this.listeners.add(own)
    return () => void this.listeners.delete(own)
  }

  /** A listener may itself change the rollout: that is announced next, so that everybody hears all changes in order. */
  private announce(): void {
    if (this.announcing) return
    this.announcing = true
    for (let news = this.unannounced.shift(); news !== undefined; news = this.unannounced.shift()) {
      for (const listener of [...this.listeners]) callGuarded(listener, ...news)
    }
    this.announcing = false
  }
}

function nextRollout(from: Rollout, change: RolloutChange, origin: ChangeOrigin): Rollout {
  return Object.freeze({ ...from, ...change, ...origin, version: from.version + 1, changedAt: Date.now() })
}
