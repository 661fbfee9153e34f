import type { TraceLabels } from './exemplars.js'

/** The part of `@opentelemetry/api` that is needed here. */
export type OpenTelemetryApi = Pick<
  typeof import('@opentelemetry/api'),
  'metrics' | 'trace' | 'TraceFlags' | 'createNoopMeter'
>

/**
 * The application's OpenTelemetry, and only when it is asked for. All copies of it share what the application has set up, as
 * long as this one is not newer than the one that set it up.
 *
 * @throws Error when the package is not installed
 */
export function openTelemetryApi(): OpenTelemetryApi {
  return require('@opentelemetry/api') as OpenTelemetryApi
}

/** As W3C writes them: https://www.w3.org/TR/trace-context/#trace-id. Other texts would spoil the line they stand on. */
const TRACE_ID = /^(?!0+$)[\da-f]{32}$/
const SPAN_ID = /^(?!0+$)[\da-f]{16}$/

/** Reads the trace under way; one that is not recorded could not be found by its id. */
export function traceLabelsOf({ trace, TraceFlags }: OpenTelemetryApi): TraceLabels {
  return () => {
    const span = trace.getActiveSpan()?.spanContext()
    if (span === undefined || (span.traceFlags & TraceFlags.SAMPLED) === 0) return undefined
    const { traceId, spanId } = span
    return TRACE_ID.test(traceId) && SPAN_ID.test(spanId) ? { trace_id: traceId, span_id: spanId } : undefined
  }
}
