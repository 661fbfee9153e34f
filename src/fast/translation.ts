import type { ListNode, OperationNode, ParensNode } from 'kysely'
import type { FallbackReason } from '../core/fallback-reason.js'
import type { Anatomy } from '../knex/anatomy.js'
import type { Expansion } from '../knex/expansion.js'
import type { KnexBuilder, KnexClient, KnexRaw } from '../knex/statements.js'
import type { Dialect } from './dialects/dialect.js'
import { IdentifierNode, ValueNode } from './nodes.js'
import { Cell, Slot } from './plan.js'

/** Translates one query to Kysely operation nodes. Given to the translation, so that clauses can nest. */
export type NodeOfQuery = (translation: Translation, builder: KnexBuilder, method: string) => OperationNode

/** Thrown by a clause that finds no exact model for what it was given; never leaves the fast builder. */
export class Decline {
  constructor(
    readonly reason: FallbackReason,
    readonly detail: string,
  ) {}
}

/** An identifier together with the query context in which Knex would wrap it. */
export interface ContextualIdentifierNode extends IdentifierNode {
  readonly context?: unknown
}

/** A part of a query whose bindings Knex takes earlier or later than its text stands; or a query, with turns of its own. */
export interface TurnNode extends ParensNode {
  readonly turn: number | 'own' | 'unseen' | 'lowered'
}

/** A list of any number of items, two or more, by what one of them looks like. */
export interface RepeatedNode extends ListNode {
  readonly separator: string
  /** Which list of the walk it is, and where its values begin. */
  readonly list: number
  readonly first: Slot
}

/** What leaves no text but its bindings: Knex took them, then wrote something else, or had written the text itself. */
export function unseen(node: OperationNode): TurnNode {
  return inTurn('unseen', node)
}

/** Marks a part of a query: its bindings come in the order of turns, of which all other parts have 0. */
export function inTurn(turn: TurnNode['turn'], node: OperationNode): TurnNode {
  return { kind: 'ParensNode', node, turn }
}

/** Text in lower case, identifiers included. */
export function lowered(node: OperationNode): TurnNode {
  return inTurn('lowered', node)
}

/**
 * The first build of a shape: the same journey as the walk's, in the same order, making operation nodes. Values become
 * slots, numbered as the walk collected them.
 */
export class Translation {
  context: unknown
  /** The context that raws are given: their builder's. */
  given: unknown
  /** Placeholders made so far. */
  slots = 0
  /** Values outside of lists placed so far, and lists. */
  placed = 0
  lists = 0
  /** Values of the item being made; nothing outside of lists. */
  private cells: number | undefined = undefined
  private expanded = 0

  constructor(
    readonly client: KnexClient,
    readonly anatomy: Anatomy,
    readonly dialect: Dialect,
    private readonly expansions: readonly Expansion[],
    private readonly nodeOfQuery: NodeOfQuery,
  ) {}

  query(builder: KnexBuilder, method: string): OperationNode {
    return inTurn(
      'own',
      this.inContextOf(builder, () => this.nodeOfQuery(this, builder, method)),
    )
  }

  /** Identifiers made meanwhile are wrapped in the context of this builder, or of this raw, which takes its builder's if that has one. */
  inContextOf<T>(part: KnexBuilder | KnexRaw, make: () => T): T {
    const { context, given } = this
    this.context = this.isRaw(part) ? given || part.queryContext() : part._queryContext
    this.given = part._queryContext
    const made = make()
    this.context = context
    this.given = given
    return made
  }

  /** A placeholder for the next value of the walk. */
  slot(): ValueNode {
    this.slots += 1
    if (this.cells !== undefined) return ValueNode.create(new Cell(this.cells++))
    return ValueNode.create(new Slot(this.placed++, this.lists))
  }

  /** A list that the walk says may have any number of items. */
  repeated(separator: string, item: () => OperationNode): RepeatedNode {
    const first = new Slot(this.placed, this.lists)
    this.cells = 0
    const items = [item()]
    this.cells = undefined
    return { kind: 'ListNode', items, separator, list: this.lists++, first }
  }

  /** A placeholder whose value follows from the text. */
  constant(value: unknown): ValueNode {
    return ValueNode.create(value)
  }

  /** One identifier, to be quoted as Knex quotes it here. */
  identifier(name: string): IdentifierNode {
    if (this.context === undefined) return IdentifierNode.create(name)
    const node: ContextualIdentifierNode = { kind: 'IdentifierNode', name, context: this.context }
    return node
  }

  /** What the next callback of the walk filled. */
  expansion(): unknown {
    return this.expansions[this.expanded++]!.filled
  }

  isBuilder(value: unknown): value is KnexBuilder {
    return value instanceof this.anatomy.Builder
  }

  isRaw(value: unknown): value is KnexRaw {
    return typeof value === 'object' && value !== null && 'isRawInstance' in value
  }

  decline(reason: FallbackReason, detail: string): never {
    throw new Decline(reason, detail)
  }
}
