import { sized } from '../layout.js'
import type { Row } from '../layout.js'
import { AS_SET } from './is-as-set.js'
import { SAFE } from './is-safe.js'
import { OVER_TIME } from './over-time.js'

/** Is the canary healthy, at a glance: all of it is in view on a laptop. */
export const OVERVIEW: Row = {
  title: 'Is it healthy? (purple: no data)',
  panels: [...sized(4, 3, SAFE), ...sized(4, 3, AS_SET), ...sized(8, 8, OVER_TIME)],
}
