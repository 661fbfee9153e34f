/** All benchmarks, `bench/<name>.ts`, in the order of the page. */
export const BENCHMARKS: readonly string[] = [
  'build',
  'build-in-application',
  'cold',
  'overhead',
  'decision',
  'rollout-change',
  'memory',
  'scrape',
  'import-time',
  'end-to-end',
]
