import { FRAGMENT_FIELDS } from '../../knex/fields.js'
import type { KnexRaw } from '../../knex/statements.js'
import type { Lesson } from './lesson.js'
import { Unlearnable } from './unlearnable.js'

/* Raws and refs. */

type Kind = keyof typeof FRAGMENT_FIELDS

/** What would make it another's, were it its own. */
const MARKS = ['constructor', 'isRawInstance', 'toSQL']

/** Whether a value is a raw or a ref of Knex's own classes. Throws {@link Unlearnable} where there is more to it than Knex gives one. */
export function isFragment(value: unknown, classes: Pick<Lesson, 'Raw' | 'Ref'>): value is KnexRaw {
  const kind = kindOf(value, classes)
  if (kind !== undefined && !isLegible(value as object, FRAGMENT_FIELDS[kind]))
    throw new Unlearnable('a raw of an unusual kind')
  return kind !== undefined
}

export function kindOf(value: unknown, { Raw, Ref }: Pick<Lesson, 'Raw' | 'Ref'>): Kind | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Raw.prototype) return 'raw'
  return prototype === Ref.prototype ? 'ref' : undefined
}

/** Whether it is all data: nothing is run when it is read, nor when it is given to a client. And all but its bindings are texts. */
function isLegible(fragment: object, fields: readonly string[]): boolean {
  const own: Readonly<Record<string, PropertyDescriptor>> = Object.getOwnPropertyDescriptors(fragment)
  const isText = (field: string): boolean => {
    if (!Object.hasOwn(own, field)) return !(field in fragment)
    const property = own[field]!
    return 'value' in property && (field === 'bindings' || isNoObject(property.value))
  }
  return (
    fields.every(isText) &&
    own['_queryContext']?.value === undefined &&
    own['client']?.writable === true &&
    !MARKS.some((mark) => Object.hasOwn(own, mark))
  )
}

function isNoObject(value: unknown): boolean {
  return typeof value === 'string' || value === undefined || value === null
}
