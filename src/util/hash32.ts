/**
 * Hashes a text to an unsigned 32-bit integer: FNV-1a over UTF-16 code units, finished by murmur3's `fmix32`.
 *
 * Frozen for ever: buckets of query shapes are made of it, and another hash would move every shape to another side
 * of a rollout that is under way.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
