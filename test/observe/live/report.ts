/** Prints a line per check and remembers whether any failed. */
export class Report {
  private passed = 0
  private failed = 0

  /** Runs one check: what it throws is what is wrong; what it returns, if it is a text, is worth a word. */
  async check(title: string, run: () => unknown): Promise<void> {
    try {
      const word = await run()
      this.passed += 1
      console.log(typeof word === 'string' ? `ok      ${title}: ${word}` : `ok      ${title}`)
    } catch (error) {
      this.failed += 1
      console.log(`FAILED  ${title}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  /** Prints the count. @returns Whether there were checks, and none failed. */
  finish(): boolean {
    console.log(`${this.passed} passed, ${this.failed} failed`)
    return this.failed === 0 && this.passed > 0
  }
}
