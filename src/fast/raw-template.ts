import { ownText } from '../util/own-text.js'

/**
 * Where a raw fragment has its bindings. The two grammars are those of Knex's `rawFormatter`: `?` and `??` by position,
 * `:name` and `:name:` by name, a backslash escapes either.
 */
export interface RawTemplate {
  /** The text around the holes: one piece more than there are holes. */
  readonly texts: readonly string[]
  readonly holes: readonly Hole[]
}

/** One binding of a raw fragment; the tree of shapes keeps it, so it holds on to no other text. */
export interface Hole {
  /** The name, of a named binding. */
  readonly key: string
  readonly isIdentifier: boolean
  /** The text that stays when a named binding is not given. */
  readonly source: string
}

/** Takes apart a raw text with `?` and `??`. */
export function parsePositional(sql: string): RawTemplate {
  return parse(sql, '?', /\\?\?\??/g, (match) =>
    match[0].startsWith('\\') ? undefined : { key: '', isIdentifier: match[0] === '??', source: match[0] },
  )
}

/** Takes apart a raw text with `:name` and `:name:`. */
export function parseNamed(sql: string): RawTemplate {
  return parse(sql, ':', /\\?(:(\w+):(?=::)|:(\w+):(?!:)|:(\w+))/g, (match) => {
    const [all, inner, ...keys] = match
    if (all !== inner) return inner
    const key = keys.find((name) => name !== undefined) ?? ''
    return { key: ownText(key), isIdentifier: all.endsWith(':'), source: ownText(all) }
  })
}

/**
 * Every match has a `mark`, by itself or behind a backslash, and that is found far sooner than a match. `read` turns a match
 * into a hole, into the text it stands for, or (undefined) leaves it as it is.
 */
function parse(
  sql: string,
  mark: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => Hole | string | undefined,
): RawTemplate {
  const texts: string[] = []
  const holes: Hole[] = []
  let text = ''
  let end = 0
  for (let at = sql.indexOf(mark); at !== -1; at = sql.indexOf(mark, end)) {
    pattern.lastIndex = Math.max(at - 1, end)
    const match = pattern.exec(sql)
    if (match === null) break
    text += sql.slice(end, match.index)
    end = match.index + match[0].length
    const hole = read(match)
    if (typeof hole === 'object') {
      texts.push(text)
      holes.push(hole)
      text = ''
    } else text += hole ?? match[0]
  }
  texts.push(text + sql.slice(end))
  return { texts, holes }
}
