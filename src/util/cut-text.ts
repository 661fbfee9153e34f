/** Shortens a text to at most `max` characters plus a note of how many were cut off. */
export function cutText(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max)}… (${text.length - max} more characters)`
}
