import path from 'node:path'
import type { Cleanup } from '../../../demo/cleanup.js'
import { restarted, startInstance } from './instance.js'
import type { Instance, InstanceSetup } from './instance.js'
import { writeRollout } from './rollout-file.js'
import { together } from './together.js'

/** What the instances of a job have in common. */
export interface JobSetup {
  readonly job: string
  readonly folder: string
  readonly postgres: string
  readonly pace: number
  readonly percentage: number
  readonly cleanup: Cleanup
  readonly signal: AbortSignal
  readonly env?: Readonly<Record<string, string>>
}

/** Instances of the demo's service that Prometheus knows as one job. Every one has a rollout file of its own, as on machines of its own. */
export class Job {
  /** The file that switches the fault of its preload on. */
  readonly switch: string
  private readonly instances: Instance[] = []

  private constructor(private readonly setup: JobSetup) {
    this.switch = path.join(setup.folder, `${setup.job}.fault`)
  }

  /**
   * Starts as many instances as there are lists of preloads.
   *
   * @throws Error when one does not start
   */
  static async start(setup: JobSetup, preloads: readonly (readonly string[])[]): Promise<Job> {
    const job = new Job(setup)
    setup.cleanup.add(() => job.stop())
    await together(preloads.map((modules, index) => job.startOne(index, modules)))
    return job
  }

  get name(): string {
    return this.setup.job
  }

  /** `host:port` of each instance. */
  get targets(): readonly string[] {
    return this.instances.map(({ address }) => address)
  }

  /** Its rollout files, one for each instance. */
  get files(): readonly string[] {
    return this.instances.map(({ setup }) => setup.file)
  }

  /** Writes the same rollout for all instances. */
  roll(percentage: number): void {
    for (const file of this.files) writeRollout(file, percentage)
  }

  /** Ends all instances. */
  async stop(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop()))
  }

  /** Starts all instances again, each in its place. */
  async restart(): Promise<void> {
    await this.stop()
    await Promise.all(
      this.instances.map(async (instance, index) => {
        this.instances[index] = await restarted(instance)
      }),
    )
  }

  private async startOne(index: number, preloads: readonly string[]): Promise<void> {
    const { folder, job, postgres, pace, percentage, signal, env } = this.setup
    const file = path.join(folder, `${job}-${index}.json`)
    writeRollout(file, percentage)
    const setup: InstanceSetup = {
      postgres,
      file,
      pace,
      preloads,
      signal,
      switch: this.switch,
      ...(env && { env }),
    }
    this.instances[index] = await startInstance(setup)
  }
}
