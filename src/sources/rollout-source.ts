import type { ChangeOrigin, RolloutChange } from '../core/rollout.js'

/** What a source reports to. A handler that throws does not disturb the source. */
export interface RolloutHandlers {
  /** The source holds a new, checked rollout: these fields are to be replaced, and the source is valid. */
  onChange(change: RolloutChange, origin: ChangeOrigin): void
  /** The source was read just now, and holds what is in force. */
  onConfirmed(): void
  /**
   * The source is valid again and holds what it held before. Nothing is to be applied: that could undo what an
   * operator did by hand in the meantime.
   */
  onRecovered(): void
  /** The source cannot be used now. Called once per cause; the last good rollout is to be kept. */
  onInvalid(error: unknown): void
}

/** Where a rollout comes from besides the environment: a file, a store, a flag provider. */
export interface RolloutSource {
  /**
   * Reports what the source holds now, before it returns where it can, and every change of it later. Never throws,
   * and never keeps the process alive.
   */
  start(handlers: RolloutHandlers): RolloutWatch
}

/** A started source. */
export interface RolloutWatch {
  /** Ends the watch: no handler is called afterwards. */
  stop(): void
}
