import type { getQueryBuilderMetrics } from 'knexodus'

/** What `getQueryBuilderMetrics()` answers. */
export type BuilderMetrics = ReturnType<typeof getQueryBuilderMetrics>
