import { chains } from '../chain.js'

export const WHERE_JSON = chains({
  'an object': (k) => k('t').whereJsonObject('a', { x: 1 }),
  'an object, in every spelling': (k) =>
    k('t')
      .whereJsonObject('a', { x: 1 })
      .orWhereJsonObject('b', { y: [2] })
      .whereNotJsonObject('c', { z: 3 })
      .orWhereNotJsonObject('d', { w: null })
      .andWhereJsonObject('e', {}),
  'an object given as text': (k) =>
    k('t').whereJsonObject('a', '{"x": 1}').whereJsonObject('b', '{ "y" :\n[2]}'),
  'a text that is no JSON': (k) => k('t').whereJsonObject('a', 'x').orWhereJsonObject('b', ''),
  'a list, a number, true': (k) =>
    k('t')
      .whereJsonObject('a', [1, { x: 2 }])
      .whereJsonObject('b', 3)
      .whereJsonObject('c', true),
  'null for an object': (k) => k('t').whereJsonObject('a', null),
  'a query for an object': (k) => k('t').whereJsonObject('a', k('u').select('b')),
  'a date within an object': (k) => k('t').whereJsonObject('a', { at: new Date(0) }),
  'a path, a number': (k) => k('t').whereJsonPath('a', '$.x', '=', 3),
  'a path, 0': (k) => k('t').whereJsonPath('a', '$.x', '=', 0),
  'a path, a float': (k) => k('t').whereJsonPath('a', '$.x', '>', 0.5),
  'a path, a float above one': (k) => k('t').whereJsonPath('a', '$.x', '>', 1.5),
  'a path, a text': (k) => k('t').whereJsonPath('a', '$.x.y', '=', 'z'),
  'a path, a text that is a number': (k) => k('t').whereJsonPath('a', '$.x', '=', '12'),
  'a path, a text that is a float': (k) => k('t').whereJsonPath('a', '$.x', '=', '0.5'),
  'a path, true and false': (k) =>
    k('t').whereJsonPath('a', '$.x', '=', true).whereJsonPath('b', '$.y', '!=', false),
  'a path, an object': (k) => k('t').whereJsonPath('a', '$.x', '=', { y: 1 }),
  'a path, a list': (k) => k('t').whereJsonPath('a', '$.x', '=', [1]),
  'a path, an empty list': (k) => k('t').whereJsonPath('a', '$.x', '=', []),
  'a path, null': (k) => k('t').whereJsonPath('a', '$.x', '=', null),
  'a path, a big integer': (k) => k('t').whereJsonPath('a', '$.x', '=', 5n),
  'a path, NaN and the empty text': (k) =>
    k('t').whereJsonPath('a', '$.x', '=', NaN).whereJsonPath('b', '$.y', '=', ''),
  'a path, a date': (k) => k('t').whereJsonPath('a', '$.x', '<', new Date(5)),
  'a path, a text with a line in it': (k) => k('t').whereJsonPath('a', '$.x', '=', '"b\n"'),
  'a path with lists': (k) => k('t').whereJsonPath('a', '$.x[0].y[1]', '>=', 2),
  'a path, or': (k) =>
    k('t').where('id', 1).orWhereJsonPath('a', '$.x', '<', 4).andWhereJsonPath('b', '$.y', '=', 'c'),
  'a path of a qualified column': (k) => k('t as x').whereJsonPath('x.a', '$.b', '=', 1),
  'a path with an operator in capitals': (k) => k('t').whereJsonPath('a', '$.x', 'LIKE', 'y%'),
  'a path, a query': (k) => k('t').whereJsonPath('a', '$.x', '=', k('u').max('y')),
  'a superset': (k) => k('t').whereJsonSupersetOf('a', { x: 1 }),
  'a superset, in every spelling': (k) =>
    k('t')
      .whereJsonSupersetOf('a', { x: 1 })
      .orWhereJsonSupersetOf('b', [1, 2])
      .whereJsonNotSupersetOf('c', '{"y":2}')
      .orWhereJsonNotSupersetOf('d', { z: 3 }),
  'a subset': (k) => k('t').whereJsonSubsetOf('a', { x: 1 }),
  'a subset, in every spelling': (k) =>
    k('t')
      .whereJsonSubsetOf('a', { x: 1 })
      .orWhereJsonSubsetOf('b', [1, 2])
      .whereJsonNotSubsetOf('c', '{"y":2}')
      .orWhereJsonNotSubsetOf('d', { z: 3 }),
  'a superset of a raw column': (k) => k('t').whereJsonSupersetOf(k.raw('??::jsonb', ['a']), { x: 1 }),
  'a superset of a query': (k) => k('t').whereJsonSupersetOf('a', k('u').select('b').first()),
  'within a group': (k) =>
    k('t').where((q) => q.whereJsonObject('a', { x: 1 }).orWhereJsonPath('b', '$.y', '=', 2)),
  'beside all others': (k) =>
    k('t').select('id').jsonExtract('a', '$.x', 'y').whereJsonPath('a', '$.z', '>', 1).where('b', 2).limit(3),
  'in an update and a delete': (k) => k('t').whereJsonPath('a', '$.x', '=', 1).update({ b: 2 }),
  'in a delete': (k) => k('t').whereJsonObject('a', { x: 1 }).del(),
})
