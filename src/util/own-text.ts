/** V8 copies what is cut out of a text up to this length; of anything longer it makes a view of the whole. */
const LONGEST_COPY = 12

/** From this length on a copy of two halves takes a tenth of the time. Shorter ones are worth being known to V8 as names. */
const SHORTEST_OF_HALVES = 256

const known = Object.create(null) as Record<string, true>

/**
 * A text that is safe to keep: one that was cut from another (a column name from the body of a request) would hold on
 * to all of that. To use it as a property's name makes V8 take a copy in the place of the view.
 */
export function ownText(text: string): string {
  if (text.length <= LONGEST_COPY) return text
  if (text.length >= SHORTEST_OF_HALVES) {
    const half = text.length >> 1
    const copy = text.slice(0, half) + text.slice(half)
    // Two halves are put together when somebody looks at them.
    if (copy.charCodeAt(0) === text.charCodeAt(0)) return copy
  }
  known[text] = true
  Reflect.deleteProperty(known, text)
  return text
}
