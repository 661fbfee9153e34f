import { rmSync, writeFileSync } from 'node:fs'
import type { Job } from './job.js'

/** Something that goes wrong in a job, and what has to be heard of it. */
export interface Fault {
  /** The job's name. */
  readonly job: string
  /** The alerts that have to fire, as `Name (severity)`; no other may. */
  readonly expected: readonly string[]
  /** Makes it go wrong; switches the preload on unless said. */
  readonly plant?: (job: Job) => void | Promise<void>
  /** Puts it right; switches the preload off unless said. */
  readonly lift?: (job: Job) => void | Promise<void>
}

/** A fault in a job that is there for it. */
export interface FaultCase extends Fault {
  /** Operations a second. */
  readonly pace: number
  /** Percentage before the fault; 50 unless said. */
  readonly percentage?: number
  /** How many instances; one unless said. */
  readonly instances?: number
  readonly preloads?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Makes it go wrong. */
export async function plant({ plant: own = switchOn }: Fault, job: Job): Promise<void> {
  await own(job)
}

/** Puts it right. */
export async function lift({ lift: own = switchOff }: Fault, job: Job): Promise<void> {
  await own(job)
}

/** The preload's fault is there from now on. */
export function switchOn(job: Job): void {
  writeFileSync(job.switch, '')
}

/** The preload's fault is gone from now on. */
export function switchOff(job: Job): void {
  rmSync(job.switch)
}
