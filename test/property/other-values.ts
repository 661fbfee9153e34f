import type { Arg, ValueArg } from './chain.js'

/* Other values than those of a chain, which its mutants have. */

/** What could stand in a value's place: other values, and other kinds of things. */
export function othersOf(arg: ValueArg): Arg[] {
  const { value } = arg
  return [
    ...otherValues(value).map((other): Arg => ({ kind: 'value', value: other })),
    { kind: 'list', items: [arg] },
    { kind: 'raw', sql: typeof value === 'string' ? value : 'x' },
    ...(typeof value === 'string' ? [{ kind: 'ref', name: value } as const] : []),
  ]
}

/** Words that Knex knows, and what else it could have been told. */
const WORDS: Readonly<Record<string, string>> = {
  asc: 'desc',
  desc: 'asc',
  first: 'last',
  last: 'first',
  '=': '<',
  like: 'not like',
}

function otherValues(value: unknown): unknown[] {
  switch (typeof value) {
    case 'string':
      return [
        `${value}x`,
        value.toUpperCase(),
        `${value} as y`,
        `t.${value}`,
        '',
        null,
        undefined,
        WORDS[value] ?? 1,
      ]
    case 'number':
      return [value + 1, -value, 0, NaN, null, undefined, String(value), true]
    case 'boolean':
      return [!value, null, undefined, Number(value)]
    case 'object':
      if (value === null) return [undefined, 0, 'null']
      if (Array.isArray(value)) return [[...(value as unknown[]), 1], value.slice(1), null, value.length]
      return [null, undefined, { ...value, added: 1 }, [value], 'text']
    default:
      return [null, undefined, 0, 'text', {}]
  }
}
