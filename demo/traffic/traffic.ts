import { BROWSING } from './browsing.js'
import { BUYING } from './buying.js'
import type { Habit, Operation } from './operation.js'
import { Random } from './random.js'
import { REPORTING } from './reporting.js'
import { World } from './world.js'
import type { Scene } from './world.js'

const HABITS: readonly Habit[] = [...BROWSING, ...BUYING, ...REPORTING]

/**
 * The shop's traffic: an endless sequence of operations that depends on the seed and the scene, and on nothing else.
 *
 * It begins with each kind of operation once, so that even a short run leaves none out.
 */
export function* traffic(seed: string, scene?: Scene): Generator<Operation, never> {
  const world = new World(new Random(seed), scene)
  for (const habit of HABITS) yield operation(habit, world)
  const wheel = HABITS.flatMap((habit) => Array<Habit>(habit.weight).fill(habit))
  for (;;) yield operation(world.random.pick(wheel), world)
}

function operation(habit: Habit, world: World): Operation {
  return { name: habit.name, run: habit.draw(world) }
}
