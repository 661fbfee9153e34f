/**
 * Waits for all of them, and throws the first failure only then: what has started meanwhile is known, and can be ended.
 *
 * @throws the first reason of those that rejected
 */
export async function together<Result>(starting: Iterable<Promise<Result>>): Promise<Result[]> {
  const outcomes = await Promise.allSettled(starting)
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}
