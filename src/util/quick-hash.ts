/** So many characters are hashed at a time. */
const PIECE = 16_384

const bytes = Buffer.alloc(PIECE)
const words = new Int32Array(bytes.buffer, bytes.byteOffset, PIECE / 4)

/**
 * Hashes a text to an unsigned 32-bit integer, ten times as fast as `hash32` where it is long: eight characters at once, of
 * each its lower byte. Another release, or another machine, may make another hash of it: none may leave the process.
 */
export function quickHash(text: string): number {
  let one = text.length
  let other = 0
  for (let start = 0; start < text.length; start += PIECE) {
    const piece = text.slice(start, start + PIECE)
    const end = Math.ceil(piece.length / 8) * 2
    // Behind the last character, nothing of another text.
    words[end - 2] = words[end - 1] = 0
    bytes.write(piece, 'latin1')
    // Neither waits for the other.
    for (let i = 0; i < end; i += 2) {
      one = turned(Math.imul(one ^ words[i]!, 0x9e3779b1))
      other = turned(Math.imul(other ^ words[i + 1]!, 0x85ebca77))
    }
  }
  let hash = one ^ Math.imul(other, 0xc2b2ae3d)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function turned(bits: number): number {
  return (bits << 15) | (bits >>> 17)
}
