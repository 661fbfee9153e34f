import type { OperationNode } from 'kysely'
import type { Statement } from '../../knex/statements.js'
import { joinedTo } from './condition.js'

interface Made {
  readonly statement: Statement
  readonly node: OperationNode
}

/**
 * The nodes of a query's statements. All are made in the order in which the application chained them, whatever their
 * clause, because that is how the walk numbered their values; then each clause asks for its own.
 */
export class MadeStatements {
  private readonly all: Made[] = []

  /** @param make the node of one statement; nothing for one that comes to nothing, or does not belong */
  constructor(statements: readonly Statement[], make: (statement: Statement) => OperationNode | undefined) {
    for (const statement of statements) {
      const node = make(statement)
      if (node !== undefined) this.all.push({ statement, node })
    }
  }

  /** The nodes of one clause. */
  of(grouping: string): OperationNode[] {
    const nodes: OperationNode[] = []
    for (const { statement, node } of this.all) if (statement.grouping === grouping) nodes.push(node)
    return nodes
  }

  /** The conditions of one clause, as one. */
  conditions(grouping: string): OperationNode | undefined {
    let all: OperationNode | undefined
    for (const { statement, node } of this.all) {
      if (statement.grouping === grouping) all = joinedTo(all, statement, node)
    }
    return all
  }
}
