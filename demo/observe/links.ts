/** Graphs worth a look, by what they show: names that graphs.yml gives, because an expression in a link is longer than a line. */
export const GRAPHS: Readonly<Record<string, string>> = {
  'share, target': 'demo_share',
  'p99 of a build': 'demo_p99',
  fallbacks: 'demo_fallbacks',
}

/** The page of Prometheus that draws this series. */
export function graphLink(address: string, series: string): string {
  return `http://${address}/graph?g0.expr=${series}&g0.tab=0`
}
