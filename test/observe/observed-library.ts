import type { Registry } from 'prom-client'

/** Something that exports the metrics: registers them in `registry`, and builds some queries whenever `traffic` is called. */
export type ObservedLibrary = (registry: Registry) => { traffic(): void | Promise<void> }
