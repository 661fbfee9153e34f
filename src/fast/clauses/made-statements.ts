import type { OperationNode } from 'kysely'
import type { Statement } from '../../knex/statements.js'
import { nodeOfConditions } from './condition.js'

/**
 * The nodes of a query's statements. All are made in the order in which the application chained them, whatever their
 * clause, because that is how the walk numbered their values; then each clause asks for its own.
 */
export class MadeStatements {
  private readonly nodes = new Map<Statement, OperationNode | undefined>()

  /** @param make the node of one statement; nothing for one that comes to nothing, or does not belong */
  constructor(statements: readonly Statement[], make: (statement: Statement) => OperationNode | undefined) {
    for (const statement of statements) this.nodes.set(statement, make(statement))
  }

  /** The nodes of one clause. */
  of(grouping: string): OperationNode[] {
    const made = [...this.nodes].filter(([statement]) => statement.grouping === grouping)
    return made.map(([, node]) => node).filter((node) => node !== undefined)
  }

  /** The conditions of one clause, as one. */
  conditions(grouping: string): OperationNode | undefined {
    const statements = [...this.nodes.keys()].filter((statement) => statement.grouping === grouping)
    return nodeOfConditions(statements, (statement) => this.nodes.get(statement))
  }
}
