/**
 * What the error of a named query means for the name: `changed`, the tables have, and with them what the statement
 * returns; `lost`, connections do not keep what was prepared on them; `local`, the driver never sent the query.
 */
export type PreparedFailure = 'changed' | 'lost' | 'local' | undefined

/** The fields of an error of the server that tell it from others, in whatever language its message is. */
interface ServerError {
  readonly severity?: unknown
  readonly code?: unknown
  readonly routine?: unknown
  readonly message?: unknown
}

const FEATURE_NOT_SUPPORTED = '0A000'
const INVALID_STATEMENT_NAME = '26000'
const DUPLICATE_STATEMENT = '42P05'

/** What the error of a query that was sent by `name` means. */
export function failureOf(error: unknown, name: string): PreparedFailure {
  const { severity, code, routine, message } = (error ?? {}) as ServerError
  if (severity === undefined) return 'local'
  if (code === FEATURE_NOT_SUPPORTED && routine === 'RevalidateCachedQuery') return 'changed'
  // A function of the database may lose statements of its own: those have other names.
  const isOurs =
    (code === INVALID_STATEMENT_NAME || code === DUPLICATE_STATEMENT) && String(message).includes(name)
  return isOurs ? 'lost' : undefined
}
