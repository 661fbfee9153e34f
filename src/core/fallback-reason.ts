/**
 * Why a build that was meant for `fast` was served by `legacy`. The list is closed: it is the `reason` label of
 * `query_builder_fallbacks_total`, and a label must never grow with the data.
 */
export const FALLBACK_REASONS = [
  /** The dialect is not one that `fast` speaks. */
  'unsupported_dialect',
  /** The query compiler or the client is not Knex's own: a subclass or a patch changed it. */
  'modified_knex',
  /** The query's method (`truncate`, `columnInfo`, …) is not modelled. */
  'unsupported_method',
  /** A clause of the query is not modelled. */
  'unsupported_clause',
  /** A value of the query (a foreign builder, an unknown kind of raw) is not modelled. */
  'unsupported_value',
  /** Subqueries are nested deeper than `fast` follows. */
  'too_deep',
  /** The query, or a text in it, is too large for its shape to be kept. */
  'too_large',
  /** Legacy may well refuse this query (an undefined binding, a bad operator): only legacy words errors. */
  'suspect_query',
  /** Both builders built this shape and they differed, now or earlier: it stays with legacy. */
  'quarantined',
  /** A callback gave each builder other values (it read the clock, say), so nothing was proven this time. */
  'inconclusive',
  /** The fast builder threw. */
  'fast_error',
  /** The fast builder could not be loaded. */
  'unavailable',
] as const

/** One of {@link FALLBACK_REASONS}. */
export type FallbackReason = (typeof FALLBACK_REASONS)[number]
