import { shareMetrics } from 'knexodus/workers'

shareMetrics()
await import('./app.mjs')
