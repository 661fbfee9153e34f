import { cutText } from '../util/cut-text.js'
import { showValue } from '../util/show-value.js'
import { KnexodusError } from './errors.js'
import type { ChangeOrigin, RolloutChange, RolloutSettings } from './rollout.js'
import { MODES, STICKINESSES } from './settings-table.js'

/** What one field of a change may hold; the JavaScript side of what `settings-kind.ts` says of texts. */
interface FieldRule {
  readonly expected: string
  allows(value: unknown): boolean
}

const percent: FieldRule = {
  expected: 'a number from 0 to 100',
  allows: (value) => typeof value === 'number' && value >= 0 && value <= 100,
}

const FIELDS: ReadonlyMap<string, FieldRule> = new Map<keyof RolloutSettings, FieldRule>([
  ['percentage', percent],
  ['shadowPercentage', percent],
  ['verifyPercentage', percent],
  ['mode', wordOf(MODES)],
  ['stickiness', wordOf(STICKINESSES)],
])

const KNOWN = [...FIELDS.keys()].join(', ')

/**
 * Checks a change of the rollout that came from outside (a call, a file) and returns a frozen copy of it, so that
 * what was checked is what will be used.
 *
 * @throws KnexodusError `KNEXODUS_BAD_CONFIG` that lists, for every bad field, what was expected and what was got
 *
 * @example
 * ```ts
 * assertValidChange({ percentage: 101 }) // throws: percentage: expected a number from 0 to 100, got 101
 * ```
 */
export function assertValidChange(input: unknown): RolloutChange {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw bad([`rollout: expected an object, got ${showValue(input)}`])
  }
  const change: Record<string, unknown> = { ...input }
  const problems = Object.entries(change).flatMap(([key, value]) => problemsOf(key, value))
  if (problems.length > 0) throw bad(problems)
  return Object.freeze(change)
}

/**
 * Checks who changed the rollout and why, and returns a frozen copy.
 *
 * @throws KnexodusError `KNEXODUS_BAD_CONFIG` when either is not a text
 */
export function assertValidOrigin(input: unknown): ChangeOrigin {
  const { by, reason } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>
  if (typeof by === 'string' && typeof reason === 'string') return Object.freeze({ by, reason })
  const problems = Object.entries({ by, reason })
    .filter(([, value]) => typeof value !== 'string')
    .map(([key, value]) => `${key}: expected a text, got ${showValue(value)}`)
  throw bad(problems)
}

function problemsOf(key: string, value: unknown): string[] {
  const rule = FIELDS.get(key)
  if (rule === undefined) return [`${cutText(key, 80)}: expected one of ${KNOWN}, got an unknown field`]
  return rule.allows(value) ? [] : [`${key}: expected ${rule.expected}, got ${showValue(value)}`]
}

function wordOf(words: readonly unknown[]): FieldRule {
  return { expected: `one of ${words.join(', ')}`, allows: (value) => words.includes(value) }
}

function bad(problems: readonly string[]): KnexodusError {
  return new KnexodusError('KNEXODUS_BAD_CONFIG', problems.join('\n'))
}
