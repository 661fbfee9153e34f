/** One thing to find out. */
export interface Check {
  readonly name: string
  /** Throws when it is not so; a text that it returns is added to its line. */
  readonly run: () => unknown
}

/**
 * Runs checks one after another, and prints one line for each: `ok …`, or `FAILED …: why`.
 *
 * @returns whether all went well
 */
export async function runChecks(checks: readonly Check[]): Promise<boolean> {
  let failed = 0
  for (const { name, run } of checks) {
    try {
      const remark = await run()
      console.log(typeof remark === 'string' && remark !== '' ? `ok ${name}: ${remark}` : `ok ${name}`)
    } catch (error) {
      failed += 1
      console.log(`FAILED ${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  console.log(`${checks.length - failed} passed, ${failed} failed`)
  return failed === 0
}
