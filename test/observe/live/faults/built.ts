import { createRequire } from 'node:module'
import path from 'node:path'

const load = createRequire(__filename)

/** A module of the built package, the very one that the application of this process gets. */
export function built(name: string): unknown {
  return load(path.resolve(__dirname, '../../../../dist', name))
}
