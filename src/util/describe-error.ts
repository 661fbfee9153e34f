import { cutText } from './cut-text.js'

const LONGEST_NAME = 100
const LONGEST_MESSAGE = 500
const MOST_FRAMES = 8

/** What is safe to say about something that was thrown. */
export interface ErrorDescription {
  /** The error's name, or the type of what was thrown instead of an error. */
  readonly type: string
  readonly message: string
  readonly code?: string
  /** The top of the stack, without the message. */
  readonly frames?: readonly string[]
}

/**
 * Describes anything that can be thrown (a string, `undefined`, an error whose getters throw, a hostile proxy) as
 * plain strings. Never throws.
 */
export function describeError(thrown: unknown): ErrorDescription {
  if ((typeof thrown !== 'object' && typeof thrown !== 'function') || thrown === null) {
    return {
      type: thrown === null ? 'null' : typeof thrown,
      message: cutText(String(thrown), LONGEST_MESSAGE),
    }
  }
  const code = readText(thrown, 'code')
  const frames = framesOf(readText(thrown, 'stack'))
  return {
    type: cutText(readText(thrown, 'name') ?? 'object', LONGEST_NAME),
    message: cutText(readText(thrown, 'message') ?? '(no readable message)', LONGEST_MESSAGE),
    // A code is a word; anything else under that name may be data.
    ...(code !== undefined && /^\w{1,64}$/.test(code) && { code }),
    ...(frames.length > 0 && { frames }),
  }
}

function readText(thrown: object, property: string): string | undefined {
  try {
    const value = (thrown as Record<string, unknown>)[property]
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** Only lines that end in a position are frames: the rest is the message, which the caller may want to keep back. */
function framesOf(stack: string | undefined): string[] {
  if (stack === undefined) return []
  const lines = stack.slice(0, 20_000).split('\n')
  return lines
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => cutText(line.trim(), 300))
}
