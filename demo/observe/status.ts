import type { Style } from '../screen/style.js'
import { clock } from '../screen/text.js'
import type { DatabaseState, State } from './state.js'

/** The state: a line, and one for each alert, whose name is long and has to be read whole. */
export function statusLines(state: State, instances: number, elapsedMs: number, style: Style): string[] {
  const { up, firing, pending } = state
  const parts = [
    style.dim(clock(elapsedMs)),
    ...state.databases.map((database) => databasePart(database, style)),
    (up === instances ? style.good : style.bad)(`${up} of ${instances} up`),
  ]
  return [
    parts.join('  '),
    ...firing.map((name) => style.bad(`firing: ${name}`)),
    ...pending.map((name) => style.legacy(`pending: ${name}`)),
  ]
}

function databasePart({ database, fast, builds, target }: DatabaseState, style: Style): string {
  const share = builds > 0 ? percent(fast / builds) : '–'
  return `${database} ${style.fast(share)} of ${percent(target)} %`
}

/** Whole where it is whole: 10, but 9.8. */
function percent(part: number): string {
  return (part * 100).toFixed(1).replace('.0', '')
}
