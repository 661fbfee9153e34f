import { hash32 } from '../util/hash32.js'

/**
 * Puts a text into one of 2³² buckets spread over 0 (included) to 100 (excluded). The same text is in the same bucket
 * in every process and every release, so that raising a percentage only ever adds shapes to `fast`.
 */
export function bucketOf(text: string): number {
  return (hash32(text) / 0x1_0000_0000) * 100
}
