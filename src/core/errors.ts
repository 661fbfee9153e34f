/** Every code a {@link KnexodusError} can carry; `docs/errors.md` says what to do about each. */
export type KnexodusErrorCode =
  /** A setting (environment, file or call) has a value that is not allowed. */
  | 'KNEXODUS_BAD_CONFIG'
  /** `fast` declined or failed while `fallback` is off. */
  | 'KNEXODUS_FAST_FAILED'
  /** Something that is not a Knex client class was handed to `adaptClient`. */
  | 'KNEXODUS_NOT_A_CLIENT'

/**
 * The one error class of Knexodus. Match on `code`, not on `instanceof`: several copies may live in one process.
 *
 * @example
 * ```ts
 * try { setRollout({ percentage: 101 }, { by: 'me', reason: 'typo' }) }
 * catch (error) { if (error.code === 'KNEXODUS_BAD_CONFIG') … }
 * ```
 */
export class KnexodusError extends Error {
  readonly code: KnexodusErrorCode

  constructor(code: KnexodusErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'KnexodusError'
    this.code = code
  }
}
