import { setInterval } from 'node:timers'

import { ClusterMetrics } from 'knexodus/workers'
import { AggregatorRegistry } from 'prom-client'

import { commands } from './application.mjs'
import { serve } from './commands.mjs'

if (process.env['SHARES_NOTHING'] === undefined) new AggregatorRegistry()
serve(process, (reply) => process.send(reply), {
  ...commands,
  /** Only now does it share its metrics. */
  share: () => void new AggregatorRegistry(),
  /** It lives on without its channel, like one that has connections to end; not without its primary. */
  linger() {
    const primary = process.ppid
    setInterval(() => process.ppid === primary || process.exit(), 100)
  },
  /** The code of the error that a worker gets who takes itself for the primary. */
  mistake() {
    try {
      return new ClusterMetrics()
    } catch (error) {
      return error.code
    }
  },
})
