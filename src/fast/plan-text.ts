import { isKnexsOwnMethod } from '../knex/anatomy.js'
import type { KnexClient } from '../knex/statements.js'

/** A list in a text, of any number of items from two on. */
export interface ListText {
  /** Where the first of its two items begins, where that ends, and where the second does, behind a separator. */
  readonly start: number
  readonly middle: number
  readonly end: number
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
  /** None where somebody has a way of their own, which may number otherwise each time. */
  private native: string | undefined = undefined
  private positionBindings: unknown = undefined
  private config: unknown = undefined

  constructor(
    readonly sql: string,
    /** Whether all queries of the shape have this text. */
    readonly isFixed: boolean,
  ) {}

  /** With the dialect's own placeholders. By Knex's own way it is worked out once: it takes a pass over the whole text. */
  nativeFor(client: KnexClient): string {
    const { positionBindings, config } = client
    if (this.positionBindings === positionBindings && this.config === config)
      return this.native ?? client.positionBindings(this.sql)
    const native = client.positionBindings(this.sql)
    this.native = isKnexsOwnMethod(client, 'positionBindings') ? native : undefined
    this.positionBindings = positionBindings
    this.config = config
    return native
  }
}

/** What the text of a list is put together of: what stands before it, its first item, and each further one. */
interface Piece extends Pick<ListText, 'width' | 'list'> {
  readonly before: string
  readonly item: string
  readonly next: string
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
  private readonly lists: readonly Piece[]
  /** What stands behind the last list. */
  private readonly rest: string
  private isNew = true
  private remembered: (Remembered | undefined)[] | undefined = undefined

  /**
   * @param canonical the text with the fewest items that lists can have, which is two
   * @param lists its lists, in the order of the text
   */
  constructor(
    readonly canonical: string,
    lists: readonly ListText[],
  ) {
    this.fixed = lists.length === 0 ? new SqlText(canonical, true) : undefined
    this.lists = lists.map((list, i) => pieceOf(canonical, list, lists[i - 1]))
    this.rest = canonical.slice(lists.at(-1)?.end)
  }

  /**
   * The text of a plan with lists.
   *
   * @param spans how many values each list has, in the order of the walk
   */
  of(spans: readonly number[]): SqlText {
    const { list, width } = this.lists[0]!
    const place = (spans[list]! / width) % REMEMBERED
    const known = this.remembered?.[place]
    if (known !== undefined && this.isFor(known, spans)) return known.text
    const text = new SqlText(this.assembled(spans), false)
    if (text.sql.length <= LONGEST_REMEMBERED) this.remember(place, spans, text)
    return text
  }

  /** About how much memory it takes, at most. */
  get bytes(): number {
    const own = this.canonical.length + BYTES_OF_TEXT
    return this.fixed === undefined ? own + REMEMBERED * 2 * LONGEST_REMEMBERED : 2 * own
  }

  /** By what each list of the text has, whichever of the walk's they are. */
  private isFor(known: Remembered, spans: readonly number[]): boolean {
    for (let i = 0; i < this.lists.length; i++) {
      if (known.spans[i] !== spans[this.lists[i]!.list]) return false
    }
    return true
  }

  /** All but the first: of a shape that comes once no more is kept than must be. */
  private remember(place: number, spans: readonly number[], text: SqlText): void {
    if (this.isNew) {
      this.isNew = false
      return
    }
    // Of that length from the start: V8 makes room for many more where an array grows.
    this.remembered ??= new Array<undefined>(REMEMBERED)
    this.remembered[place] = { spans: this.lists.map((each) => spans[each.list]!), text }
  }

  private assembled(spans: readonly number[]): string {
    let sql = ''
    for (let i = 0; i < this.lists.length; i++) {
      const { before, item, next, width, list } = this.lists[i]!
      sql += before + item + next.repeat(spans[list]! / width - 1)
    }
    return sql + this.rest
  }
}

/** Cut out of the text, which is kept anyway: what the compiler has put together takes several times as much. */
function pieceOf(
  text: string,
  { start, middle, end, width, list }: ListText,
  last: ListText | undefined,
): Piece {
  const before = text.slice(last?.end ?? 0, start)
  return { before, item: text.slice(start, middle), next: text.slice(middle, end), width, list }
}
