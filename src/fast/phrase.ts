import type { OperationNode } from 'kysely'
import { RawNode } from './nodes.js'

type Part = OperationNode | string | undefined

/** Nothing, where Knex writes nothing and a node has to stand. */
export function nothing(): RawNode {
  return RawNode.createWithSql('')
}

/** Parts with a space between them; those that are not there are left out. */
export function phrase(...parts: readonly Part[]): RawNode {
  return between(' ', parts)
}

/** Parts with nothing between them. */
export function joined(...parts: readonly Part[]): RawNode {
  return between('', parts)
}

function between(text: string, parts: readonly Part[]): RawNode {
  const nodes = parts
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'string' ? RawNode.createWithSql(part) : part))
  return RawNode.create(['', ...nodes.slice(1).map(() => text), ''], nodes)
}
