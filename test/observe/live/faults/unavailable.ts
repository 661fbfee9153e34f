import Module from 'node:module'
import { isPlanted } from './switch.js'

/* Preloaded: the fast builder cannot be loaded, as where its files, or Kysely's, did not make it into the image. */

type Load = (request: string, ...rest: unknown[]) => unknown

const loader = Module as unknown as { _load: Load }
const { _load: load } = loader

loader._load = function (this: unknown, request, ...rest) {
  if (isPlanted() && request.endsWith('/fast/engine.js')) throw new Error('planted by the live check')
  return load.call(this, request, ...rest)
}
