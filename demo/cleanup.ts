/** Things to put away, last opened first. */
export class Cleanup {
  private readonly tasks: (() => Promise<unknown>)[] = []

  /** Remembers what to do at the end. */
  add(task: () => Promise<unknown>): void {
    this.tasks.push(task)
  }

  /** Does all of it, a failing task or not; rejects with the first failure when everything has been tried. */
  async run(): Promise<void> {
    const failures: unknown[] = []
    for (const task of this.tasks.splice(0).reverse()) {
      await task().catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }
}
