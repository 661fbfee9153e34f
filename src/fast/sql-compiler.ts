import { DefaultQueryCompiler } from 'kysely'
import type {
  IdentifierNode,
  ListNode,
  OnConflictNode,
  OperationNode,
  ParensNode,
  SelectQueryNode,
} from 'kysely'
import type { KnexClient } from '../knex/statements.js'
import { PlanText } from './plan-text.js'
import type { ListText } from './plan-text.js'
import { Run } from './plan.js'
import type { Cell } from './plan.js'
import { Quoting } from './quoting.js'
import type { SelectNode } from './select-node.js'
import type { ContextualIdentifierNode, RepeatedNode, TurnNode } from './translation.js'

/** SQL text with `?` placeholders, and the source of each placeholder's binding, in the order in which Knex takes them. */
export interface CompiledText {
  readonly text: PlanText
  readonly sources: readonly unknown[]
}

/**
 * Kysely's compiler, quoting identifiers with the application's own Knex and writing placeholders, and the clauses of a
 * select, as Knex does. It adds no parentheses of its own: where Knex writes some, the nodes say so.
 */
export class SqlCompiler extends DefaultQueryCompiler {
  private readonly quoting = new Quoting()
  private bindings = new Bindings()
  private write = AS_IT_IS
  private text = ''
  private lists: ListText[] = []

  compile(node: OperationNode, client: KnexClient): CompiledText {
    this.quoting.enter(client)
    this.bindings = new Bindings()
    this.text = ''
    this.lists = []
    // Of a compilation that was cut short.
    this.nodeStack.length = 0
    this.visitNode(node)
    return { text: new PlanText(this.text, this.lists), sources: this.bindings.inOrder() }
  }

  protected override addParameter(source: unknown): void {
    this.bindings.add(source)
  }

  protected override visitIdentifier(node: IdentifierNode): void {
    const { name, context } = node as ContextualIdentifierNode
    this.append(this.quoting.quoted(name, context))
  }

  protected override getCurrentParameterPlaceholder(): string {
    return '?'
  }

  protected override visitParens(node: ParensNode): void {
    const { turn } = node as Partial<TurnNode>
    if (turn === undefined) super.visitParens(node)
    else if (turn === 'own') this.visitInOwnTurns(node.node)
    else if (turn === 'unseen') this.visitWritten(AS_NOTHING, node.node)
    else if (turn === 'lowered') this.visitWritten(IN_LOWER_CASE, node.node)
    else this.visitInTurn(turn, node.node)
  }

  protected override append(text: string): void {
    this.text += this.write === AS_IT_IS ? text : this.write(text)
  }

  protected override visitList(node: ListNode): void {
    if ('separator' in node) this.visitRepeated(node as RepeatedNode)
    else super.visitList(node)
  }

  private visitRepeated({ items, separator, list, first }: RepeatedNode): void {
    const { bindings, text } = this
    this.bindings = new Bindings()
    this.text = ''
    for (const item of items) this.visitNode(item)
    const cells = this.bindings.inOrder().map((cell) => (cell as Cell).index)
    const item = this.text
    this.text = text + item + this.write(separator) + item
    const start = text.length
    const middle = start + item.length
    this.lists.push({ start, middle, end: this.text.length, width: cells.length, list })
    this.bindings = bindings
    bindings.add(new Run(list, first, cells))
  }

  /** Visits a part whose text is written otherwise than it stands. */
  private visitWritten(write: (text: string) => string, node: OperationNode): void {
    const outer = this.write
    this.write = write
    this.visitNode(node)
    this.write = outer
  }

  private visitInTurn(turn: number, node: OperationNode): void {
    const { bindings } = this
    const outer = bindings.turn
    bindings.turn = turn
    this.visitNode(node)
    bindings.turn = outer
  }

  /** The bindings of a query stay together in the query around it, whatever their turns within. */
  private visitInOwnTurns(node: OperationNode): void {
    const outer = this.bindings
    this.bindings = new Bindings()
    this.visitNode(node)
    for (const source of this.bindings.inOrder()) outer.add(source)
    this.bindings = outer
  }

  /** Kysely puts parentheses round an index expression; Knex's raw conflict targets bring their own. */
  protected override visitOnConflict(node: OnConflictNode): void {
    const { indexExpression, ...rest } = node
    if (indexExpression === undefined) return super.visitOnConflict(node)
    this.append('on conflict ')
    this.visitNode(indexExpression)
    if (rest.doNothing === true) return this.append(' do nothing')
    this.append(' do update set ')
    this.compileList(rest.updates ?? [])
    if (rest.updateWhere === undefined) return
    this.append(' ')
    this.visitNode(rest.updateWhere)
  }

  protected override visitSelectQuery(select: SelectQueryNode): void {
    const node = select as SelectNode
    const { setOperations: unions = [], isWrapped, isOnlyUnions } = node
    this.writeFollowedBySpace(node.with)
    if (isOnlyUnions === true) return this.writeUnions(unions, node)
    if (isWrapped === true) this.append('(')
    this.writeFollowedBySpace(node.comments)
    this.writeColumns(node)
    this.writeAll(head(node))
    if (isWrapped === true) this.append(')')
    this.writeAll(unions)
    this.writeAll(foot(node))
  }

  private writeUnions(unions: readonly OperationNode[], node: SelectNode): void {
    const own = [node.comments, ...head(node)]
    const parts = node.unionsComeFirst === true ? [...unions, ...own] : [...own, ...unions]
    this.compileList([...parts, ...foot(node)].filter(isThere), ' ')
  }

  private writeColumns({
    isBare,
    hints,
    distinctOn,
    frontModifiers,
    top,
    selections,
    from,
  }: SelectNode): void {
    if (isBare !== true) this.append('select ')
    this.writeFollowedBySpace(hints)
    if (distinctOn !== undefined) {
      this.compileDistinctOn(distinctOn)
      this.append(' ')
    }
    for (const modifier of frontModifiers ?? []) this.writeFollowedBySpace(modifier)
    this.writeFollowedBySpace(top)
    this.compileList(selections ?? [])
    this.writeAll([from])
  }

  private writeFollowedBySpace(node: OperationNode | undefined): void {
    if (node === undefined) return
    this.visitNode(node)
    this.append(' ')
  }

  private writeAll(nodes: Parts): void {
    for (const node of nodes) {
      if (node === undefined) continue
      this.append(' ')
      this.visitNode(node)
    }
  }
}

/** Parts of a select, those included that it does not have. */
type Parts = readonly (OperationNode | undefined)[]

/** What stands between a select's columns and its unions. */
function head({ joins = [], lock, where }: SelectNode): Parts {
  return [...joins, lock, where]
}

/** What follows the unions. */
function foot({ groupBy, having, orderBy, limit, offset, endModifiers = [] }: SelectNode): Parts {
  return [groupBy, having, orderBy, limit, offset, ...endModifiers]
}

function isThere(node: OperationNode | undefined): node is OperationNode {
  return node !== undefined
}

/** The sources of a query's bindings, by turn; most queries know but one. */
class Bindings {
  turn = 0
  private readonly first: unknown[] = []
  private others: Map<number, unknown[]> | undefined

  add(source: unknown): void {
    if (this.turn === 0) this.first.push(source)
    else this.ofTurn(this.turn).push(source)
  }

  inOrder(): readonly unknown[] {
    if (this.others === undefined) return this.first
    const byTurn = [...this.others, [0, this.first] as const]
    return byTurn.sort(([a], [b]) => a - b).flatMap(([, sources]) => sources)
  }

  private ofTurn(turn: number): unknown[] {
    this.others ??= new Map()
    const sources = this.others.get(turn) ?? []
    this.others.set(turn, sources)
    return sources
  }
}

const AS_IT_IS = (text: string): string => text
const AS_NOTHING = (): string => ''
const IN_LOWER_CASE = (text: string): string => text.toLowerCase()
