import type { TraceLabels } from './exemplars.js'

/** The part of `@opentelemetry/api` that is needed here. */
export type OpenTelemetryApi = Pick<
  typeof import('@opentelemetry/api'),
  'metrics' | 'trace' | 'TraceFlags' | 'createNoopMeter'
>

/**
 * The application's OpenTelemetry, and only when it is asked for. Which copy is found does not matter: all copies share what
 * the application has set up.
 *
 * @throws Error when the package is not installed
 */
export function openTelemetryApi(): OpenTelemetryApi {
  return require('@opentelemetry/api') as OpenTelemetryApi
}

/** Reads the trace under way; one that is not recorded could not be found by its id. */
export function traceLabelsOf({ trace, TraceFlags }: OpenTelemetryApi): TraceLabels {
  return () => {
    const span = trace.getActiveSpan()?.spanContext()
    if (span === undefined || (span.traceFlags & TraceFlags.SAMPLED) === 0) return undefined
    return { trace_id: span.traceId, span_id: span.spanId }
  }
}
