import { chains } from '../chain.js'
import type { Loose } from '../chain.js'

/** What a builder keeps, which applications and ORMs read and change between calls. */
interface Inside {
  _method: string
  _single: Record<string, unknown>
  _statements: { grouping: string; type?: string; [field: string]: unknown }[]
}

const inside = (query: Loose): Inside => query as unknown as Inside

export const PRIVATES = chains({
  'a limit set to null': (k) => {
    const query = k('t').where('a', 1).limit(2).offset(3)
    inside(query)._single['limit'] = null
    return query
  },
  'limit and offset deleted': (k) => {
    const query = k('t').where('a', 1).limit(2).offset(3)
    delete inside(query)._single['limit']
    delete inside(query)._single['offset']
    return query
  },
  'a limit written by hand': (k) => {
    const query = k('t').where('a', 1).limit(2)
    inside(query)._single['limit'] = 7
    return query
  },
  'conditions filtered out': (k) => {
    const query = k('t').where('a', 1).whereIn('b', [2]).orderBy('c')
    inside(query)._statements = inside(query)._statements.filter(({ type }) => type !== 'whereIn')
    return query
  },
  'the select of a count': (k) => {
    const query = k('t').select('a', 'b').where('c', 1).orderBy('d')
    inside(query)._statements = inside(query)._statements.filter(({ grouping }) => grouping === 'where')
    return query.count('* as n')
  },
  'a condition pushed': (k) => {
    const query = k('t').where('a', 1)
    const pushed = { grouping: 'where', type: 'whereBasic', column: 'b', operator: '=', value: 2, not: false, bool: 'or', asColumn: false } // prettier-ignore
    inside(query)._statements.push(pushed)
    return query
  },
  'a condition pushed, without what is optional': (k) => {
    const query = k('t').where('a', 1)
    inside(query)._statements.push({ grouping: 'where', type: 'whereNull', column: 'b', bool: 'and' })
    return query
  },
  'a condition that is changed': (k) => {
    const query = k('t').where('a', 1).where('b', 2)
    inside(query)._statements[0]!['value'] = 5
    inside(query)._statements[1]!['column'] = 'x.b'
    return query
  },
  'conditions of one query in another': (k) => {
    const query = k('t').select('c')
    inside(query)._statements.push(...inside(k('u').where('a', 1).orWhere('b', 2))._statements)
    return query
  },
  'statements turned round': (k) => {
    const query = k('t').where('a', 1).orWhere('b', 2).orderBy('c').select('d')
    inside(query)._statements.reverse()
    return query
  },
  'a conflict deleted': (k) => {
    const query = k('t').insert({ a: 1 }).onConflict('a').ignore()
    delete inside(query)._single['onConflict']
    return query
  },
  'an inserted row that is changed': (k) => {
    const row: Record<string, unknown> = { a: 1 }
    const query = k('t').insert(row)
    row['b'] = 2
    return query
  },
  'a method set by hand': (k) => {
    const query = k('t').where('a', 1)
    inside(query)._method = 'del'
    return query
  },
  'a first that selects again': (k) => {
    const query = k('t').first('a').where('b', 1)
    inside(query)._method = 'select'
    return query
  },
  'a table renamed': (k) => {
    const query = k('t').select('a')
    inside(query)._single['table'] = 'u as x'
    return query
  },
  'an unknown field beside the others': (k) => {
    const query = k('t').where('a', 1)
    Object.assign(inside(query)._single, { mine: { x: 1 } })
    Object.assign(inside(query)._statements[0]!, { mine: 2 })
    return query
  },
  'an unknown statement beside the others': (k) => {
    const query = k('t').where('a', 1)
    inside(query)._statements.push({ grouping: 'mine', value: 1 })
    return query
  },
})
