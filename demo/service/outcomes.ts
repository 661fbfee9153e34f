import { Counter } from 'prom-client'
import { isOfClass, isPartOfLife } from '../part-of-life.js'

/** SQLSTATE class 40: two transactions were in each other's way, and the database has ended one. */
const ROLLED_BACK = '40'

const COMPLAIN_EVERY_MS = 10_000

/** How operations ended: counted for Prometheus, and what should not happen is told on standard error. */
export class Outcomes {
  private readonly counter = new Counter({
    name: 'shop_operations_total',
    help: 'Operations of the demo shop: done, refused (an empty shelf, a taken e-mail address) or failed.',
    labelNames: ['outcome'],
  })
  private failedSince = 0
  private complainedAt = 0

  constructor(private readonly write: (line: string) => void) {
    for (const outcome of ['done', 'refused', 'failed']) this.counter.inc({ outcome }, 0)
  }

  done(): void {
    this.counter.inc({ outcome: 'done' })
  }

  /** Counts an operation that threw. A database that is away fails all of them: one line in ten seconds says it. */
  threw(operation: string, error: unknown): void {
    const isRefused = isPartOfLife(error) || isOfClass(error, ROLLED_BACK)
    this.counter.inc({ outcome: isRefused ? 'refused' : 'failed' })
    if (isRefused) return
    this.failedSince += 1
    if (Date.now() - this.complainedAt < COMPLAIN_EVERY_MS) return
    this.write(`${this.failedSince} operations failed, the last one "${operation}": ${String(error)}`)
    this.failedSince = 0
    this.complainedAt = Date.now()
  }
}
