import { BUILDER_TYPES } from '../core/builder-type.js'
import type { BuilderType } from '../core/builder-type.js'
import { BOUNDS_NS, bucketIndex } from './histogram.js'
import type { Exemplar } from './sample.js'

/** Gives the labels of the trace that is under way, if one is. */
export type TraceLabels = () => Readonly<Record<string, string>> | undefined

const NS_PER_SECOND = 1e9
const MS_PER_SECOND = 1000

/** The last sampled build of each bucket that belonged to a trace. */
export class Exemplars {
  private readonly slots = Object.fromEntries(
    BUILDER_TYPES.map((builder) => [builder, new Array<Exemplar | undefined>(BOUNDS_NS.length + 1)]),
  ) as Record<BuilderType, (Exemplar | undefined)[]>

  constructor(private readonly traceLabels: TraceLabels) {}

  /** Keeps one sampled build, if it belongs to a trace. */
  note(builder: BuilderType, ns: number): void {
    const labelSet = this.traceLabels()
    if (labelSet === undefined) return
    const timestamp = Date.now() / MS_PER_SECOND
    this.slots[builder][bucketIndex(ns)] = { labelSet, value: ns / NS_PER_SECOND, timestamp }
  }

  /** Forgets all of them. */
  clear(): void {
    for (const builder of BUILDER_TYPES) this.slots[builder].fill(undefined)
  }

  /** What to write behind a bucket, the one after the last bound included. */
  at(builder: BuilderType, bucket: number): { exemplar?: Exemplar } {
    const exemplar = this.slots[builder][bucket]
    return exemplar === undefined ? {} : { exemplar }
  }
}
