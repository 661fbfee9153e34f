import type { KnexClient } from '../knex/statements.js'

/** A list in a text, of any number of items from two on. */
export interface ListText {
  readonly item: string
  readonly separator: string
  /** How many bindings an item has. */
  readonly width: number
  /** Which list of the walk it is. */
  readonly list: number
}

/** Texts remembered of a plan whose lists vary: applications have their favourite lengths. */
const REMEMBERED = 4

/** Longer texts are made anew each time: that costs less than they do, and lets nobody fill the memory with them. */
const LONGEST_REMEMBERED = 1024

/** What a text is estimated to take besides its letters. */
const BYTES_OF_TEXT = 64

/** The SQL of a query as Knex writes it, with `?` for bindings, and as the driver wants it. */
export class SqlText {
  private native: string | undefined = undefined
  private positionBindings: unknown = undefined
  private config: unknown = undefined

  constructor(
    readonly sql: string,
    /** Whether all queries of the shape have this text. */
    readonly isFixed: boolean,
  ) {}

  /** With the dialect's own placeholders. Worked out once: it takes a pass over the whole text. */
  nativeFor(client: KnexClient): string {
    const { positionBindings, config } = client
    if (this.native === undefined || this.positionBindings !== positionBindings || this.config !== config) {
      this.native = client.positionBindings(this.sql)
      this.positionBindings = positionBindings
      this.config = config
    }
    return this.native
  }
}

/** A text, and how many values its lists have, in its own order. */
interface Remembered {
  readonly spans: readonly number[]
  readonly text: SqlText
}

/** The text of a plan: fixed, or put together of pieces where it has lists that any number of items may have. */
export class PlanText {
  /** The one text of a plan without lists. */
  readonly fixed: SqlText | undefined
  private readonly remembered = new Array<Remembered | undefined>()

  /**
   * @param texts what stands around the lists: one more than there are lists
   * @param lists the lists, in the order of the text
   */
  constructor(
    private readonly texts: readonly string[],
    private readonly lists: readonly ListText[],
  ) {
    this.fixed = lists.length === 0 ? new SqlText(texts[0]!, true) : undefined
  }

  /**
   * The text of a plan with lists.
   *
   * @param spans how many values each list has, in the order of the walk
   */
  of(spans: readonly number[]): SqlText {
    const { list, width } = this.lists[0]!
    const place = (spans[list]! / width) % REMEMBERED
    const known = this.remembered[place]
    if (known !== undefined && this.isFor(known, spans)) return known.text
    const text = new SqlText(this.assembled(spans), false)
    if (text.sql.length <= LONGEST_REMEMBERED) {
      this.remembered[place] = { spans: this.lists.map((each) => spans[each.list]!), text }
    }
    return text
  }

  /** With the fewest items that lists can have. */
  get canonical(): string {
    const spans: number[] = []
    for (const { list, width } of this.lists) spans[list] = 2 * width
    return this.fixed?.sql ?? this.assembled(spans)
  }

  /** About how much memory it takes, at most. */
  get bytes(): number {
    const own = this.texts.reduce((sum, text) => sum + text.length, BYTES_OF_TEXT)
    return this.fixed === undefined ? own + REMEMBERED * 2 * LONGEST_REMEMBERED : 2 * own
  }

  /** By what each list of the text has, whichever of the walk's they are. */
  private isFor(known: Remembered, spans: readonly number[]): boolean {
    for (let i = 0; i < this.lists.length; i++) {
      if (known.spans[i] !== spans[this.lists[i]!.list]) return false
    }
    return true
  }

  private assembled(spans: readonly number[]): string {
    let sql = this.texts[0]!
    for (let i = 0; i < this.lists.length; i++) {
      const { item, separator, width, list } = this.lists[i]!
      const count = spans[list]! / width
      sql += item + (separator + item).repeat(count - 1) + this.texts[i + 1]!
    }
    return sql
  }
}
