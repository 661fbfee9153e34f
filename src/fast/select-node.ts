import type { OperationNode, SelectQueryNode } from 'kysely'

/** A select: Kysely's node, and what only Knex has. */
export type SelectNode = { readonly kind: 'SelectQueryNode' } & SelectParts

/** Those parts that it does not have may be there all the same, as undefined. */
type SelectParts = { readonly [K in keyof Parts]?: Parts[K] | undefined }

interface Parts extends Omit<SelectQueryNode, 'kind'>, KnexParts {}

interface KnexParts {
  /** Written before everything but the common table expressions. */
  readonly comments?: OperationNode
  /** Comments for the optimiser, behind the word `select`. */
  readonly hints?: OperationNode
  /** A lock written before the where. */
  readonly lock?: OperationNode
  /** Whether it stands in parentheses before its unions. */
  readonly isWrapped?: boolean
  /** Whether it has nothing of its own to select. */
  readonly isOnlyUnions?: boolean
  /** Whether its unions then come first. */
  readonly unionsComeFirst?: boolean
  /** Whether it is one JSON function and nothing else, for which Knex writes no `select`. */
  readonly isBare?: boolean
}
