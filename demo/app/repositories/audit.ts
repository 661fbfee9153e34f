import type { Knex } from 'knexodus'
import type { AuditEntry } from '../rows.js'

/** Who did what: written by the services, read by the office. */
export class AuditRepository {
  constructor(private readonly db: Knex) {}

  write(entries: AuditEntry[]) {
    return this.db('audit').insert(entries)
  }

  latest(limit: number) {
    return this.db('audit').orderBy('id', 'desc').limit(limit).select('subject', 'action', 'at')
  }

  subjectsOf(action: string) {
    return this.db('audit').where({ action }).distinct().orderBy('subject').limit(30).pluck('subject')
  }

  forget(before: string) {
    return this.db('audit').where('at', '<', before).delete()
  }
}
