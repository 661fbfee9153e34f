/** What became of a panel. */
export interface Drawing {
  readonly html: string
  /** How many values are to be seen. */
  readonly values: number
}

/** A panel that has nothing to show. */
export const NOTHING: Drawing = { html: '<div class="nothing">No data</div>', values: 0 }
