/** Every dialect of Knex that the fast builder speaks, by Knex's name for it. */
export const ALL = ['pg', 'cockroachdb', 'redshift', 'mysql', 'mariadb', 'sqlite3', 'mssql'] as const
export type Dialect = (typeof ALL)[number]

export const POSTGRES_FAMILY: readonly Dialect[] = ['pg', 'cockroachdb', 'redshift']
export const MYSQL_FAMILY: readonly Dialect[] = ['mysql', 'mariadb']

/** All but these. */
export function except(...dialects: Dialect[]): readonly Dialect[] {
  return ALL.filter((dialect) => !dialects.includes(dialect))
}
