import { hash32 } from '../util/hash32.js'

/**
 * The methods of Knex 2.0 to 3.3, and of tarn 3.0 to 3.1, that a lean run stands in for: what each of them reads like, as
 * `hash32` of its source without white space. A version that words one of them anew runs its queries itself until
 * somebody has read the new words and added them here.
 */
const KNOWN_TEXTS = {
  runner: {
    run: [0xab6c6a21],
    query: [0xdc831c2c],
    queryArray: [0x09907ec8],
    ensureConnection: [0x70735f53],
  },
  sending: {
    query: [0x03ac633d],
  },
  pooling: {
    acquireConnection: [0x2e56e60e, 0xc040fcca, 0x9bcde760],
    releaseConnection: [0xbbdfe811],
  },
  pool: {
    acquire: [0xc7c4c3b6],
    release: [0x00a1e98b],
    _tryAcquireOrCreate: [0x35e57160],
    _doAcquire: [0x86a659a9, 0xf7b6ce84, 0xec2afdad],
    _validateResource: [0xd7a6b4fd],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>

const sourceOf = Function.prototype.toString

/** Whether all methods of an object that a lean run stands in for read as they are known to. */
export function isAsKnown(kind: keyof typeof KNOWN_TEXTS, object: object): boolean {
  return Object.entries(KNOWN_TEXTS[kind]).every(([name, known]: [string, readonly number[]]) => {
    const method: unknown = Reflect.get(object, name)
    return typeof method === 'function' && known.includes(hash32(sourceOf.call(method).replace(/\s+/g, '')))
  })
}
