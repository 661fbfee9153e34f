/** What stands for Grafana's variables in a query. */
export type Values = Readonly<Record<string, string>>

/** One way of choosing in the variables at the top of a dashboard. */
export interface Choice {
  readonly name: string
  readonly values: Values
}

/** What Grafana would put in for a scrape every second and a panel as wide as a second for each point. */
export function timing(rangeSeconds: number): Values {
  const seconds = Math.max(1, Math.round(rangeSeconds))
  return {
    __rate_interval: '4s',
    __interval: '1s',
    __range: `${seconds}s`,
    __range_s: String(seconds),
    __range_ms: String(seconds * 1000),
    __interval_ms: '1000',
  }
}

/** Everything of every job; one job; and one value of each variable. */
export function choicesOf(job: string, targets: readonly string[], databases: readonly string[]): Choice[] {
  const all: Values = { job: '.*', instance: '.*', database: '.*' }
  const instances = targets.map((instance): Choice => {
    // Grafana escapes what it puts into a regular expression.
    return { name: instance, values: { ...all, job, instance: instance.replaceAll('.', '\\\\.') } }
  })
  const own = databases.map((database): Choice => ({ name: database, values: { ...all, job, database } }))
  return [{ name: 'All', values: all }, { name: job, values: { ...all, job } }, ...instances, ...own]
}
