import type { Style } from '../screen/style.js'
import { clock } from '../screen/text.js'
import type { DatabaseState, State } from './state.js'

/** The state in one line. */
export function statusLine(state: State, instances: number, elapsedMs: number, style: Style): string {
  const { up, firing, pending } = state
  const parts = [
    style.dim(clock(elapsedMs)),
    ...state.databases.map((database) => databasePart(database, style)),
    (up === instances ? style.good : style.bad)(`${up} of ${instances} up`),
    ...firing.map((name) => style.bad(`firing: ${short(name)}`)),
    ...pending.map((name) => style.legacy(`pending: ${short(name)}`)),
  ]
  return parts.join('  ')
}

function databasePart({ database, fast, builds, target }: DatabaseState, style: Style): string {
  const share = builds > 0 ? percent(fast / builds) : '–'
  return `${database} ${style.fast(share)} of ${percent(target)} %`
}

/** Whole where it is whole: 10, but 9.8. */
function percent(part: number): string {
  return (part * 100).toFixed(1).replace('.0', '')
}

/** All of them begin with the same word, and a line is short. */
function short(alert: string): string {
  return alert.replace(/^Knexodus/, '')
}
