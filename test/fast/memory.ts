import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** The bytes on the heap, with nothing left to collect. */
export function readMemory(): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
