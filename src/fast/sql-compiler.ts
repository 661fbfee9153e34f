import { DefaultQueryCompiler } from 'kysely'
import type { IdentifierNode, OnConflictNode, OperationNode, ParensNode } from 'kysely'
import type { KnexClient } from '../knex/statements.js'
import type { BareNode, ContextualIdentifierNode } from './translation.js'

/** SQL text with `?` placeholders, and the source of each placeholder's binding. */
export interface CompiledText {
  readonly sql: string
  readonly sources: readonly unknown[]
}

/** Kysely's compiler, quoting identifiers with the application's own Knex and writing placeholders as Knex does. */
export class SqlCompiler extends DefaultQueryCompiler {
  private client!: KnexClient

  compile(node: OperationNode, client: KnexClient): CompiledText {
    this.client = client
    const { sql, parameters } = this.compileQuery(node as never, NO_QUERY_ID)
    return { sql, sources: parameters }
  }

  protected override visitIdentifier(node: IdentifierNode): void {
    const { name, context } = node as ContextualIdentifierNode
    this.append(this.client.wrapIdentifier(name, context))
  }

  protected override getCurrentParameterPlaceholder(): string {
    return '?'
  }

  protected override visitParens(node: ParensNode): void {
    if ((node as Partial<BareNode>).bare) this.visitNode(node.node)
    else super.visitParens(node)
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
}

const NO_QUERY_ID = { queryId: '' } as never
