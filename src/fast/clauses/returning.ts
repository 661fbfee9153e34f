import { ReturningNode } from 'kysely'
import type { Single } from '../../knex/statements.js'
import { END, RETURNING } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodesOfList, shapeList } from './operand.js'

/** Comes last, and says so when there is nothing to return. */
export function shapeReturning(walk: Walk, { returning }: Single): void {
  if (!returning) return walk.step(END)
  if (Array.isArray(returning) && returning.length === 0)
    return walk.decline('suspect_query', 'returning nothing')
  walk.step(RETURNING)
  shapeList(walk, returning)
}

export function nodeOfReturning(to: Translation, { returning }: Single): ReturningNode | undefined {
  return returning ? ReturningNode.create(nodesOfList(to, returning) as never) : undefined
}
