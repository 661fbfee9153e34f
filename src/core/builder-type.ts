/** The two builders; the value of `builder_type` in code, metrics and logs. */
export type BuilderType = 'legacy' | 'fast'

export const BUILDER_TYPES = ['legacy', 'fast'] as const satisfies readonly BuilderType[]
