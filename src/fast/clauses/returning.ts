import { ReturningNode } from 'kysely'
import type { Single } from '../../knex/statements.js'
import { NONE } from '../tokens.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'
import { nodesOfList, shapeList } from './operand.js'

export function shapeReturning(walk: Walk, { returning }: Single): void {
  if (!returning) return walk.step(NONE)
  if (Array.isArray(returning) && returning.length === 0)
    return walk.decline('suspect_query', 'returning nothing')
  shapeList(walk, returning)
}

export function nodeOfReturning(to: Translation, { returning }: Single): ReturningNode | undefined {
  return returning ? ReturningNode.create(nodesOfList(to, returning) as never) : undefined
}
