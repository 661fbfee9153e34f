/**
 * The words of a shape that are not the user's own text. They are symbols, so that no table, column or raw text can
 * ever be mistaken for one: the user's text enters a shape as strings and numbers only.
 */
export type Token = string | number | bigint | boolean | symbol

export const PLAIN = Symbol('plain')
export const LIST = Symbol('list')
export const MIXED = Symbol('mixed')
export const DEFAULT = Symbol('default')
export const RAW = Symbol('raw')
export const REF = Symbol('ref')
export const QUERY = Symbol('query')
export const CALLBACK = Symbol('callback')
export const ALIASES = Symbol('aliases')
export const ITEMS = Symbol('items')
export const AGGREGATE = Symbol('aggregate')
export const ROWS = Symbol('rows')
export const MANY = Symbol('many')
export const ONE = Symbol('one')
export const NONE = Symbol('none')
export const TABLE = Symbol('table')
export const ONLY = Symbol('only')
export const RETURNING = Symbol('returning')
export const END = Symbol('end')
export const NULLS = Symbol('nulls')
export const LITERAL = Symbol('literal')
export const NULL = Symbol('null')
export const UNDEFINED = Symbol('undefined')
export const WITH = Symbol('with')
export const UNION = Symbol('union')
export const COMMENTS = Symbol('comments')
export const LOCK = Symbol('lock')
export const JSON_FUNCTION = Symbol('json function')
export const ANALYTIC = Symbol('analytic')
export const DECLINED = Symbol('declined')
/** In place of what is too large to be kept. */
export const TOO_LARGE = Symbol('too large')
