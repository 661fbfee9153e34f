/*
 * What is kept of shapes, in bytes. Nobody can ask V8, so these are estimates, on the high side: measured on a 64-bit
 * Node 20, objects at their full size, and texts as if every character took two bytes.
 */

/** A node of the tree, with its edge in the map of its parent. */
export const NODE_BYTES = 160

/** An entry with its place in a queue, and what a plan is made of besides its texts. */
export const ENTRY_BYTES = 700

const OBJECT_BYTES = 32
const FIELD_BYTES = 8

/** A text. */
function bytesOfText({ length }: string): number {
  return OBJECT_BYTES + 2 * length
}

/** Whatever hangs on a node: small objects of texts and numbers, without cycles. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return bytesOfText(value)
  if (typeof value !== 'object' || value === null) return 0
  let bytes = OBJECT_BYTES
  for (const part of Object.values(value)) bytes += FIELD_BYTES + bytesOf(part)
  return bytes
}
