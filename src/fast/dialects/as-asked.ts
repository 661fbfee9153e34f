import type { KnexBuilder, KnexClient, KnexQuery } from '../../knex/statements.js'
import type { Dialect } from './dialect.js'

/** What of Knex's builder is needed to ask it something. Not every version has all of it. */
export interface Asked extends KnexBuilder {
  from(table: string): Asked
  join(table: unknown, first?: unknown, second?: unknown): Asked
  where(column: string, value: unknown): Asked
  whereILike(column: string, value: string): Asked
  withSchema(schema: string): Asked
  update(values: object): Asked
  updateFrom(query: unknown): Asked
  insert(rows: object): Asked
  onConflict(column: string): { merge(): Asked }
  del(): Asked
  limit(count: number): Asked
  comment(text: string): Asked
  forUpdate(table: string): Asked
  rowNumber(alias: string, order: string): Asked
}

/** A query to ask about. */
export type Question = (query: Asked, client: KnexClient) => KnexBuilder

/** Tells what the application's Knex makes of a query, which it may refuse or not even have a word for: then it throws. */
export type Ask = (question: Question) => KnexQuery

/**
 * A dialect as the application's Knex writes it. Our dialects are the latest Knex's; earlier ones had other ways, some only for
 * a few versions, so that Knex itself is asked, and not its version.
 */
export function asAsked(latest: Dialect, ask: Ask): Dialect {
  const answer = (question: Question): KnexQuery | undefined => {
    try {
      return ask(question)
    } catch {
      return undefined
    }
  }
  return Object.freeze<Dialect>({
    ...latest,
    ...selectsAsAsked(latest, answer),
    ...updatesAsAsked(latest, answer),
    ...deletesAsAsked(answer),
  })
}

/** An answer, or none where Knex refused. */
type Answer = (question: Question) => KnexQuery | undefined

function selectsAsAsked(latest: Dialect, answer: Answer): Partial<Dialect> {
  const analytic = answer((query) => query.from('t').rowNumber('n', 'a'))
  // Elsewhere it would warn.
  const canLock = latest.locks['forUpdate']?.namesTables === true
  const locked = canLock ? answer((query) => query.withSchema('s').from('t').forUpdate('t')) : undefined
  const structured = answer((query) => query.from('t').where('a', { b: 1 }))
  return {
    quotesAnalyticAlias: analytic?.sql.includes(' as n ') !== true,
    locksInSchema: locked?.sql.split(' of ')[1]?.includes('.') === true,
    refusesStructures: latest.refusesStructures && structured === undefined,
  }
}

function updatesAsAsked(latest: Dialect, answer: Answer): Partial<Dialect> {
  const commented = answer((query) => query.from('t').comment('c').insert({ a: 1 }))
  const joined = answer((query, client) =>
    query
      .from('t')
      .updateFrom(client.raw('f(?)', [1]))
      .update({ a: 0 })
      .where('b', 2),
  )
  return {
    commentsWrites: latest.commentsWrites && commented?.sql.includes('/* c */') === true,
    updatesFromLast: joined?.bindings[1] === 2,
  }
}

function deletesAsAsked(answer: Answer): Partial<Dialect> {
  const limited = answer((query) => query.from('t').limit(1).del())
  const joined = answer((query, client) =>
    query
      .from('t')
      .join(client.raw('f(?)', [1]), 'a', 'b')
      .where('b', 2)
      .del(),
  )
  const limit = limited?.sql.includes('limit') === true ? 'written' : 'ignored'
  return {
    deletesLimit: limited === undefined ? 'refused' : limit,
    deletesJoinsLast: joined?.bindings[0] === 2,
  }
}
