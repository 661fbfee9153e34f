import { ClusterMetrics } from 'knexodus/workers'
import { AggregatorRegistry } from 'prom-client'

import { commands } from './application.mjs'
import { serve } from './commands.mjs'

if (process.env['SHARES_NOTHING'] === undefined) new AggregatorRegistry()
serve(process, (reply) => process.send(reply), {
  ...commands,
  /** The code of the error that a worker gets who takes itself for the primary. */
  mistake() {
    try {
      return new ClusterMetrics()
    } catch (error) {
      return error.code
    }
  },
})
