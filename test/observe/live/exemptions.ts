/** A panel's query that has nothing to say at a percentage, and why. */
export interface Exemption {
  readonly dashboard: string
  readonly panel: string
  /** One of its queries; all unless said. */
  readonly refId?: string
  /** The scenes in which it is empty. */
  readonly in: readonly string[]
  readonly reason: string
}

const SHAPES = 'knexodus-shapes'

/** Every query that may be empty, and then has to be. */
export const EXEMPTIONS: readonly Exemption[] = [
  {
    dashboard: SHAPES,
    panel: 'Speed-up over time',
    in: ['0 %'],
    reason: 'fast has built nothing to compare with',
  },
  {
    dashboard: SHAPES,
    panel: 'CPU still to be saved',
    in: ['0 %'],
    reason: 'fast has built nothing to compare with',
  },
]
