import { KnexodusError } from '../core/errors.js'
import type { FallbackReason } from '../core/fallback-reason.js'

/** What is thrown instead of falling back, when falling back is off. */
export function fastFailure(
  reason: FallbackReason,
  detail: string | undefined,
  cause?: unknown,
): KnexodusError {
  const what = detail === undefined ? reason : `${reason} (${detail})`
  return new KnexodusError(
    'KNEXODUS_FAST_FAILED',
    `expected the fast builder to serve this query because fallback is off, got: ${what}`,
    { cause },
  )
}
