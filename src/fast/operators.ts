import type { OperatorNode } from 'kysely'
import type { Translation } from './translation.js'

/** The operators Knex permits; it refuses all others. */
const PERMITTED: ReadonlySet<unknown> = new Set([
  ...['=', '<', '>', '<=', '<=>', '>=', '<>', '!='],
  ...['like', 'not like', 'ilike', 'not ilike', 'rlike', 'not rlike', 'similar to', 'not similar to'],
  ...['between', 'not between', 'exists', 'not exist', 'regexp', 'not regexp', 'match'],
  ...['&', '|', '^', '<<', '>>', '~', '~=', '~*', '!~', '!~*', '#', '&&', '@>', '<@', '||'],
  ...['&<', '&>', '-|-', '@@', '!!', '?', '?|', '?&'],
])

/** The node of an operator, spelled as Knex spells it: in lower case, a question mark escaped. */
export function nodeOfOperator(to: Translation, operator: unknown): OperatorNode {
  const name = typeof operator === 'string' ? operator.toLowerCase() : undefined
  if (name === undefined || !PERMITTED.has(name))
    to.decline('suspect_query', 'an operator Knex does not permit')
  return operatorNode(name.startsWith('?') ? `\\${name}` : name)
}

/** Kysely's own list of operators is closed; its compiler prints whatever the node holds. */
export function operatorNode(operator: string): OperatorNode {
  return { kind: 'OperatorNode', operator: operator as OperatorNode['operator'] }
}
