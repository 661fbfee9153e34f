import type { OperationNode } from 'kysely'
import type {
  ColumnsStatement,
  JoinStatement,
  KnexBuilder,
  Single,
  Statement,
  UnionStatement,
} from '../../knex/statements.js'
import { nodeOfDistinctOn, nodesOfColumns, orAll, shapeColumns } from '../clauses/columns.js'
import { nodeOfComments, nodeOfHints, shapeComments, shapeHints } from '../clauses/comments.js'
import { nodeOfGroupBy, shapeGroupBy } from '../clauses/group.js'
import { nodeOfHaving, shapeHaving } from '../clauses/having.js'
import { nodeOfJoin, shapeJoin } from '../clauses/join.js'
import { limitsOf, shapeLimits } from '../clauses/limit.js'
import { nodesOfLock, shapeLock } from '../clauses/lock.js'
import { MadeStatements } from '../clauses/made-statements.js'
import { nodeOfOrderBy, shapeOrderBy } from '../clauses/order.js'
import { hasTable, nodeOfTable, onlyOf, shapeTable } from '../clauses/table.js'
import { nodeOfUnion, shapeUnion } from '../clauses/union.js'
import { nodeOfWhere, shapeWhere } from '../clauses/where.js'
import { nodeOfExpression, nodeOfWith, shapeWith } from '../clauses/with.js'
import { FromNode, GroupByNode, HavingNode, OrderByNode, SelectModifierNode, WhereNode } from '../nodes.js'
import type { SelectNode } from '../select-node.js'
import { inTurn } from '../translation.js'
import type { Translation } from '../translation.js'
import type { Walk } from '../walk.js'

/*
 * A select. Both halves take the table, then the statements in the order in which the application chained them, then
 * what a query has once; the plan puts the bindings in the order of the text.
 */

export function shapeSelect(walk: Walk, builder: KnexBuilder): void {
  const { _single: single, _statements: statements, _comments: comments } = builder
  shapeTable(walk, single)
  const skipsColumns = !single.table && isOnlyUnions(single, statements)
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i]!
    if (!skipsColumns || statement.grouping !== 'columns') shapeStatement(walk, statement)
    if (walk.reason !== undefined) return
  }
  if (single.lock || single.waitMode) shapeLock(walk, single)
  if (comments !== undefined && comments.length > 0) shapeComments(walk, builder)
  shapeLimits(walk, single)
}

function shapeStatement(walk: Walk, statement: Statement): void {
  switch (statement.grouping) {
    case 'where':
      return shapeWhere(walk, statement)
    case 'columns':
      return shapeColumns(walk, statement)
    case 'join':
      return shapeJoin(walk, statement as JoinStatement)
    case 'order':
      return shapeOrderBy(walk, statement)
    case 'group':
      return shapeGroupBy(walk, statement)
    case 'having':
      return shapeHaving(walk, statement)
    case 'with':
      return shapeWith(walk, statement)
    case 'union':
      return shapeUnion(walk, statement)
    case 'hintComments':
      return shapeHints(walk, statement)
    default:
      return walk.decline('unsupported_clause', statement.grouping)
  }
}

export function nodeOfSelect(to: Translation, builder: KnexBuilder): OperationNode {
  const { _single: single, _statements: statements } = builder
  const { dialect } = to
  const table = nodeOfTable(to, single)
  const parts = partsOf(to, statements, isOnlyUnions(single, statements))
  const lock = nodesOfLock(to, single)
  const limits = limitsOf(to, single)
  const { made, distinct } = parts
  const withs = nodeOfWith(to, statements, made.of('with'))
  const having = made.conditions('having')
  const node: SelectNode = {
    kind: 'SelectQueryNode',
    with: withs && (inTurn(-2, withs) as never),
    isBare: isOnlyJson(parts) && table === undefined,
    isOnlyUnions: parts.isOnlyUnions,
    unionsComeFirst: dialect.unionsComeFirst,
    isWrapped: dialect.unionsComeFirst && statements.some(isWrappedUnion),
    setOperations: made.of('union') as never,
    comments: nodeOfComments(builder),
    hints: nodeOfHints(statements),
    distinctOn: distinct.on && [distinct.on],
    frontModifiers: modifiersOf(distinct, limits.top) as never,
    selections: orAll(parts.columns) as never,
    from: table && FromNode.create([placed(to, builder, table)]),
    joins: made.of('join').map((join) => early(to, parts, join)) as never,
    where: whereOf(to, parts) as never,
    groupBy: ofAny(made.of('group'), (items) => GroupByNode.create(items as never)),
    having: having && HavingNode.create(having),
    orderBy: ofAny(made.of('order'), (items) => OrderByNode.create(items as never)),
    lock: dialect.locksStandBeforeWhere ? lock[0] : undefined,
    endModifiers: dialect.locksStandBeforeWhere ? undefined : (lock as never),
    limit: limits.limit,
    offset: limits.offset,
  }
  return node
}

/** Knex's own test, and its word: a query without columns or table is only there for its unions. */
function isOnlyUnions(single: Single, statements: readonly Statement[]): boolean {
  return asksForTable(statements) && !hasTable(single)
}

/** Whether Knex asks whether there is a table, before it comes to anything but the common table expressions. */
function asksForTable(statements: readonly Statement[]): boolean {
  const columns = statements.find(({ grouping }) => grouping === 'columns')
  return (
    (columns === undefined || Boolean(columns.value)) &&
    statements.some(({ grouping }) => grouping === 'union')
  )
}

/** What the statements came to, and what they say of the query as a whole. */
interface Parts {
  readonly statements: readonly Statement[]
  readonly made: MadeStatements
  readonly columns: readonly OperationNode[]
  readonly distinct: Distinct
  readonly isOnlyUnions: boolean
}

/** `distinct`, or `distinct on` columns: the last word counts. */
interface Distinct {
  isDistinct: boolean
  on: OperationNode | undefined
}

function partsOf(to: Translation, statements: readonly Statement[], isOnlyUnions: boolean): Parts {
  const columns: OperationNode[] = []
  const distinct: Distinct = { isDistinct: false, on: undefined }
  let isLeading = isOnlyUnions
  const made = new MadeStatements(statements, (statement) => {
    if (statement.grouping === 'columns' && !isOnlyUnions)
      columns.push(...nodesOfSelected(to, statement, distinct))
    if (statement.grouping !== 'union') return nodeOfStatement(to, statement)
    const node = nodeOfUnion(to, statement, isLeading)
    isLeading = false
    return node
  })
  return { statements, made, columns, distinct, isOnlyUnions }
}

function nodesOfSelected(to: Translation, statement: ColumnsStatement, distinct: Distinct): OperationNode[] {
  if (statement.distinctOn) {
    Object.assign(distinct, { isDistinct: false, on: nodeOfDistinctOn(to, statement) })
    return []
  }
  if (statement.distinct) Object.assign(distinct, { isDistinct: true, on: undefined })
  return nodesOfColumns(to, statement)
}

function nodeOfStatement(to: Translation, statement: Statement): OperationNode | undefined {
  switch (statement.grouping) {
    case 'where':
      return nodeOfWhere(to, statement)
    case 'having':
      return nodeOfHaving(to, statement)
    case 'join':
      return nodeOfJoin(to, statement as JoinStatement)
    case 'group':
      return nodeOfGroupBy(to, statement)
    case 'order':
      return nodeOfOrderBy(to, statement)
    case 'with':
      return nodeOfExpression(to, statement)
    default:
      return undefined
  }
}

/* the parts of the node */

/** The table, with what is written before it, in the turn in which Knex takes its bindings. */
function placed(
  to: Translation,
  { _single: single, _statements: statements }: KnexBuilder,
  table: OperationNode,
): OperationNode {
  const written = single.only && to.dialect.writesOnly ? onlyOf(table) : table
  return asksForTable(statements) ? inTurn(-1, written) : written
}

/** Knex takes the bindings of unions after those of joins and wheres, wherever it writes them. */
function early(to: Translation, { isOnlyUnions }: Parts, node: OperationNode): OperationNode {
  return isOnlyUnions && to.dialect.unionsComeFirst ? inTurn(-1, node) : node
}

function whereOf(to: Translation, parts: Parts): OperationNode | undefined {
  const where = parts.made.conditions('where')
  return where && early(to, parts, WhereNode.create(where))
}

function modifiersOf({ isDistinct }: Distinct, top: OperationNode | undefined): readonly OperationNode[] {
  const modifiers: OperationNode[] = isDistinct ? [SelectModifierNode.create('Distinct')] : []
  return top === undefined ? modifiers : [...modifiers, top]
}

function ofAny<T>(
  nodes: readonly OperationNode[],
  make: (nodes: readonly OperationNode[]) => T,
): T | undefined {
  return nodes.length > 0 ? make(nodes) : undefined
}

/** One JSON function and nothing else, for which Knex writes no `select`. */
function isOnlyJson({ statements }: Parts): boolean {
  const columns = statements.filter(({ grouping }) => grouping === 'columns')
  return columns.length === 1 && columns[0]!.type === 'json'
}

function isWrappedUnion({ grouping, wrap }: UnionStatement): boolean {
  return grouping === 'union' && Boolean(wrap)
}
