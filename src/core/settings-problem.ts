import { nearestName } from '../util/nearest-name.js'
import { showValue } from '../util/show-value.js'
import type { Variable } from './settings-table.js'

/** Something wrong with the environment, as a sentence for people. */
export interface SettingProblem {
  /** `invalid` keeps the process on legacy; `unknown` (a variable that nobody reads, probably a typo) only warns. */
  readonly kind: 'invalid' | 'unknown'
  readonly variable: string
  readonly message: string
}

/** The problem of a variable whose value cannot be read. */
export function invalidValue(variable: Variable<unknown>, got: string): SettingProblem {
  const message = `${variable.name}: expected ${variable.kind.expected}, got ${showValue(got)}`
  return Object.freeze({ kind: 'invalid', variable: variable.name, message })
}

/** The problem of a variable that carries the prefix and that Knexodus does not know. */
export function unknownVariable(name: string, known: readonly string[]): SettingProblem {
  const nearest = nearestName(name.toUpperCase(), known)
  const hint = nearest === undefined ? 'it is ignored' : `did you mean ${nearest}? It is ignored`
  return Object.freeze({
    kind: 'unknown',
    variable: name,
    message: `${name}: not a variable of Knexodus, ${hint}`,
  })
}
