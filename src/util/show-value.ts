import { cutText } from './cut-text.js'

const LONGEST = 80

/** Describes any value in a few words for the "got" half of a message, without running any of the value's own code. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(cutText(value, LONGEST))
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object'
  return String(value)
}
