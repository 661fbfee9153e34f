/** How an application gets at its Knex. */
export type Way = 'require' | 'import' | 'preload'

/** One fresh process: what it loads, and how. */
export interface Program {
  readonly way: Way
  /** `none` loads nothing, to know what the process itself takes. */
  readonly loads: 'none' | 'knex' | 'knexodus'
  readonly percentage: number
  /** How long to sit idle at the end, in milliseconds. */
  readonly idleMs: number
}

/** What the process says of itself. Times in milliseconds. */
export interface Finding {
  /** From the start of the process until the query builder is at hand. */
  readonly loadedAt: number
  /** Loading the package, by the application's own line. */
  readonly load: number
  /** Making the first instance. */
  readonly instance: number
  /** Building the first query. */
  readonly build: number
  readonly rssMiB: number
  readonly sql: string
}

/** What a preload that does nothing is: the price of `--import` itself is Node's. */
const EMPTY_PRELOAD = 'data:text/javascript,'

/** The command line of a program. */
export function argumentsOf(program: Program): readonly string[] {
  const preload = program.loads === 'knexodus' ? 'knexodus/register' : EMPTY_PRELOAD
  return [
    ...(program.way === 'preload' ? ['--import', preload] : []),
    `--input-type=${program.way === 'import' ? 'module' : 'commonjs'}`,
    '--eval',
    sourceOf(program),
  ]
}

function sourceOf({ way, loads, idleMs }: Program): string {
  // Behind a preload the application says `knex`, as ever.
  const name = way === 'preload' && loads !== 'none' ? 'knex' : loads
  const load = way === 'import' ? `(await import('${name}')).default` : `require('${name}')`
  return `
    const now = () => performance.now()
    const t0 = now()
    const knex = ${loads === 'none' ? '() => (() => ({ where: () => ({ toSQL: () => ({}) }) }))' : load}
    const t1 = now()
    const db = knex({ client: 'pg' })
    const t2 = now()
    const { sql } = db('users').where('id', 1).toSQL()
    const t3 = now()
    setTimeout(() => {
      const rssMiB = process.memoryUsage().rss / 1048576
      console.log(JSON.stringify({ loadedAt: t1, load: t1 - t0, instance: t2 - t1, build: t3 - t2, rssMiB, sql }))
    }, ${idleMs})`
}
