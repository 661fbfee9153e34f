/** z for a two-sided 99.9 % interval. */
const Z = 3.2905

/**
 * The 99.9 % interval of the number of hits among `builds`, at `percentage`. The normal approximation with continuity
 * correction; for the small means where it is poor (0.01 % of 100,000) it is a little wider than the exact one.
 */
export function binomialInterval(builds: number, percentage: number): [least: number, most: number] {
  const share = percentage / 100
  const mean = builds * share
  const width = Z * Math.sqrt(mean * (1 - share))
  if (width === 0) return [mean, mean]
  return [Math.max(0, Math.floor(mean - width - 0.5)), Math.min(builds, Math.ceil(mean + width + 0.5))]
}
