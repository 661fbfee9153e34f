import type { Settings } from '../core/settings.js'
import type { BuildStats } from '../stats/build-stats.js'
import { Exemplars } from '../stats/exemplars.js'
import type { MetricsView } from '../stats/metrics-view.js'
import { openTelemetryApi, traceLabelsOf } from '../stats/opentelemetry-api.js'
import { exportToOpenTelemetry } from '../stats/opentelemetry.js'
import { VERSION } from './version.js'

/**
 * Sets up what goes by OpenTelemetry, as far as the settings ask for it.
 *
 * @throws Error when OpenTelemetry is not there, or cannot take this adapter's metrics
 */
export function useOpenTelemetry(
  stats: BuildStats,
  view: MetricsView,
  { exemplars, openTelemetry, prefix }: Settings,
): void {
  const api = openTelemetryApi()
  if (exemplars) stats.keepExemplars(new Exemplars(traceLabelsOf(api)))
  if (openTelemetry) exportToOpenTelemetry(api, view, { prefix, version: VERSION })
}
