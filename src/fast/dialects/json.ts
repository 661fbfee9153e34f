import type { OperationNode } from 'kysely'
import { ListNode, RawNode } from '../nodes.js'
import type { Slots, Steps } from './halves.js'

/** How a dialect reads and changes JSON columns. */
export interface JsonDialect {
  /** The functions round a column and a path that read it, innermost first. */
  readonly extract: (isSingleValue: boolean) => readonly string[]
  readonly extractPath: JsonPath
  /** Whether a path given beside several columns is that of each. */
  readonly extractsByOnePath: boolean
  /** `undefined` where Knex refuses all changes. */
  readonly change: JsonChange | undefined
  /** Knex's own compiler fails on these where there is none. */
  readonly where: JsonWhere | undefined
  /** `column = json`. */
  readonly equals: (column: OperationNode, value: OperationNode, not: boolean) => OperationNode
  /** `undefined` where Knex refuses them. */
  readonly contains: JsonContains | undefined
  /** The functions round a column and a path of a join condition, innermost first. */
  readonly on: readonly string[]
  readonly onPath: JsonPath
}

export interface JsonChange {
  readonly path: JsonPath
  readonly set: string
  readonly insert: string
  readonly remove: (column: OperationNode, path: OperationNode) => OperationNode
}

export interface JsonWhere {
  readonly function: string
  readonly path: JsonPath
  /** What follows the function's call, by the type of the value compared with. */
  readonly cast: (value: unknown) => string
}

export interface JsonContains {
  readonly superset: (column: OperationNode, value: OperationNode) => OperationNode
  readonly subset: (column: OperationNode, value: OperationNode) => OperationNode
}

/** A JSON path, as the dialect binds it: what goes into the shape and the values, and its placeholders. */
export interface JsonPath {
  /** Whether it has to be text, since it is taken apart. */
  readonly isText: boolean
  readonly shape: (walk: Steps, path: string) => void
  readonly node: (to: Slots, path: string) => OperationNode
}

/** `$.a.b`, as it was given. */
export const WHOLE_PATH: JsonPath = {
  isText: false,
  shape: (walk, path) => walk.bind(path),
  node: (to) => to.slot(),
}

/** `{a,b}`, as PostgreSQL's functions want it. */
export const BRACED_PATH: JsonPath = {
  isText: true,
  shape: (walk, path) => walk.bind(walk.client.toPathForJson(path)),
  node: (to) => to.slot(),
}

/** `a`, `b`: a binding for each part. */
export function splitPath(partsOf: (path: string) => readonly string[]): JsonPath {
  return {
    isText: true,
    shape: (walk, path) => {
      const parts = partsOf(path)
      walk.step(parts.length)
      for (const value of parts) walk.bind(value)
    },
    node: (to, path) => ListNode.create(partsOf(path).map(() => to.slot())),
  }
}

/** `f(column, path)`, and perhaps more functions round it. */
export function jsonCall(
  functions: readonly string[],
  column: OperationNode,
  path: OperationNode,
): OperationNode {
  const [first, ...outer] = functions
  const call = RawNode.create([`${first!}(`, ', ', ')'], [column, path])
  return outer.reduce<RawNode>((inner, name) => RawNode.create([`${name}(`, ')'], [inner]), call)
}

/** Knex casts what PostgreSQL's family finds at a path to the type of the value it is compared with. */
export function castByValue(value: unknown): string {
  const number = value as number
  if (!isNaN(number) && parseInt(number as never)) return '::int'
  if (!isNaN(number) && parseFloat(number as never)) return '::float'
  return " #>> '{}'"
}
