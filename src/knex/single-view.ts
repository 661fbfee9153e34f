import type { Single } from './statements.js'

/** Fields that few queries have. */
const RARE: ReadonlySet<string> = new Set<keyof Single>([
  'schema',
  'as',
  'pluck',
  'counter',
  'onConflict',
  'ignore',
  'merge',
  'updateFrom',
  'using',
  'upsert',
  'columnInfo',
  'options',
  'lock',
  'lockTables',
  'waitMode',
])

/**
 * What a query has once, read in one pass over the fields that are there. Knex's own record has another hidden class for
 * every combination of fields, and asking it for one that is not there is the slowest question of all; this one has all
 * fields, always.
 */
export class SingleView implements Single {
  table: unknown = undefined
  schema: unknown = undefined
  only: boolean | undefined = undefined
  as: unknown = undefined
  limit: unknown = undefined
  offset: unknown = undefined
  skipBinding: Single['skipBinding'] = undefined
  pluck: unknown = undefined
  insert: unknown = undefined
  update: Single['update'] = undefined
  counter: Single['counter'] = undefined
  returning: unknown = undefined
  onConflict: unknown = undefined
  ignore: unknown = undefined
  merge: Single['merge'] = undefined
  updateFrom: unknown = undefined
  using: unknown = undefined
  upsert: unknown = undefined
  columnInfo: unknown = undefined
  options: Single['options'] = undefined
  lock: unknown = undefined
  lockTables: unknown = undefined
  waitMode: unknown = undefined
  /** Where it was read. */
  source: Single = this
  private hasRare = false

  read(source: Single): this {
    this.clear()
    this.source = source
    for (const name in source) {
      const value = source[name as keyof Single] as never
      // A store by a name that varies costs several times as much as one by a name that stands here.
      if (name === 'table') this.table = value
      else if (name === 'only') this.only = value
      else if (name === 'limit') this.limit = value
      else if (name === 'skipBinding') this.skipBinding = value
      else if (name === 'insert') this.insert = value
      else if (name === 'update') this.update = value
      else if (name === 'returning') this.returning = value
      else if (name === 'offset') this.offset = value
      else this.readRare(name, value)
    }
    return this
  }

  /** Reads the same again, after the application's code may have written to it. */
  again(): void {
    this.read(this.source)
  }

  private readRare(name: string, value: never): void {
    if (!RARE.has(name)) return
    this.hasRare = true
    this[name as 'table'] = value
  }

  private clear(): void {
    this.table = this.only = this.limit = this.offset = this.skipBinding = undefined
    this.insert = this.update = this.returning = undefined
    if (this.hasRare) this.clearRare()
  }

  private clearRare(): void {
    this.hasRare = false
    this.schema = this.as = this.pluck = this.counter = this.onConflict = this.ignore = undefined
    this.merge = this.updateFrom = this.using = this.upsert = this.columnInfo = undefined
    this.options = this.lock = this.lockTables = this.waitMode = undefined
  }
}
