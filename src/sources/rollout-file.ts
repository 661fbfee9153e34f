import { KnexodusError } from '../core/errors.js'
import type { ChangeOrigin, RolloutChange } from '../core/rollout.js'
import { assertValidChange, assertValidOrigin } from '../core/settings-change.js'

/** What a rollout file says. */
export interface RolloutFile {
  readonly change: RolloutChange
  readonly origin: ChangeOrigin
}

/**
 * Reads the text of a rollout file: a JSON object with the fields to replace and, if wanted, `by` and `reason`.
 *
 * @param path for messages, and the reason when the file gives none
 * @throws KnexodusError `KNEXODUS_BAD_CONFIG` that names the file, what was expected and what was got
 *
 * @example
 * ```ts
 * parseRolloutFile('{"percentage": 10, "by": "ann", "reason": "week 2"}', '/etc/rollout.json')
 * ```
 */
export function parseRolloutFile(text: string, path: string): RolloutFile {
  try {
    return readRollout(parseJson(text), path)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new KnexodusError('KNEXODUS_BAD_CONFIG', `${path}: ${why}`, { cause })
  }
}

/** Editors of some systems begin a file with a byte order mark. */
function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''))
}

function readRollout(json: unknown, path: string): RolloutFile {
  // Not an object: let the check of changes word that.
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { change: assertValidChange(json), origin: { by: 'file', reason: path } }
  }
  const { by = 'file', reason = path, ...fields } = json as Record<string, unknown>
  return Object.freeze({ change: assertValidChange(fields), origin: assertValidOrigin({ by, reason }) })
}
