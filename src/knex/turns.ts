/** More than any way takes that waits for nothing but promises. Counting goes on as long as nothing else happens. */
const MOST_TURNS = 64

/**
 * Counts the turns of the microtask queue from now on.
 *
 * @returns ends the count: the number of turns, `undefined` where there were too many for a way of promises alone
 */
export function countTurns(): () => number | undefined {
  let turns = 0
  let isOver = false
  const count = (): void => {
    if (isOver || turns === MOST_TURNS) return
    turns += 1
    queueMicrotask(count)
  }
  queueMicrotask(count)
  return () => {
    isOver = true
    return turns < MOST_TURNS ? turns : undefined
  }
}
