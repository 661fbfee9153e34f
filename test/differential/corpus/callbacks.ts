import { chains } from '../chain.js'

export const CALLBACKS = chains({
  groups: (k) =>
    k('t')
      .where('x', 1)
      .where((q) => q.where('a', 1).orWhere((r) => r.where('b', 2).whereNot('c', 3)))
      .orWhereNot((q) => q.whereNull('d')),
  'empty groups': (k) =>
    k('t')
      .where(() => {})
      .where('y', 2)
      .where((q) => q.where(() => {})),
  'with this': (k) =>
    k('t').where(function () {
      this.where('a', 1).orWhere('b', 2)
    }),
  'five deep': (k) =>
    k('t').where((a) =>
      a
        .where('a', 1)
        .orWhere((b) =>
          b
            .where('b', 2)
            .andWhere((c) =>
              c.where('c', 3).orWhere((d) => d.where('d', 4).orWhereNot((e) => e.where('e', 5))),
            ),
        ),
    ),
  'of every kind of condition': (k) =>
    k('t').where((q) =>
      q
        .whereIn('a', [1])
        .orWhereBetween('b', [2, 3])
        .whereLike('c', 'x')
        .orWhereRaw('d = ?', [4])
        .whereExists(k('u').where('e', 5))
        .whereColumn('f', 'g'),
    ),
  'with clauses that a group ignores': (k) =>
    k('t').where((q) => q.from('u').select('a').orderBy('b').limit(1).where('c', 1)),
  'with joins that a group ignores': (k) => k('t').where((q) => q.join('u', 'u.id', 't.id').where('u.a', 1)),
  'that call another method': (k) => k('t').whereIn('a', (q) => q.from('u').first('id').where('b', 1)),
  'that pluck': (k) => k('t').whereIn('a', (q) => q.from('u').pluck('id')),
  'that insert': (k) => k('x').with('x', (q) => q.from('t').insert({ a: 1 }).returning('id')),
  'that update': (k) => k('x').with('x', (q) => q.from('t').where('a', 1).update({ b: 2 }).returning('id')),
  'that delete': (k) => k('x').with('x', (q) => q.from('t').where('a', 1).del().returning('*')),
  'with an alias': (k) => k('t').select((q) => q.from('u').count('*').where('a', 1).as('n')),
  'with a schema': (k) => k('t').whereExists((q) => q.withSchema('s').from('u').where('a', 1)),
  'with a query of the outer Knex': (k) =>
    k('t').whereIn('a', (q) => q.from(k('u').as('x')).whereIn('b', k('v').select('c'))),
  'in joins': (k) =>
    k('t').leftJoin('u', (j) =>
      j.on('u.id', 't.id').andOn((g) => g.onVal('u.a', 1).orOnExists((q) => q.from('v').where('b', 2))),
    ),
  'in having': (k) =>
    k('t')
      .groupBy('a')
      .having((q) => q.whereIn('b', [1, 2]).orWhere((r) => r.where('c', 3))),
  'in unions': (k) => k('t').union((q) => q.from('u').where((r) => r.where('a', 1).orWhere('b', 2))),
  'in inserted values': (k) => k('t').insert({ a: (q) => q.from('u').max('x').where('y', 1), b: 2 }),
  'in orders': (k) =>
    k('t')
      .orderBy((q) => q.from('u').max('x').where('y', 1))
      .where('z', 2),
  modify: (k) =>
    k('t')
      .modify((q) => q.where('a', 1).orderBy('b'))
      .limit(2),
  'modify with arguments': (k) =>
    k('t').modify((q: typeof k, column: string, value: number) => q.where(column, value), 'a', 1),
  'that read what they are': (k) =>
    k('t').where((q) => q.where('a', typeof (q as unknown as { toSQL: unknown }).toSQL)),
  'bound functions and arrows': (k) =>
    k('t').where(
      function (this: number, q: typeof k) {
        q.where('a', this)
      }.bind(7),
    ),
  'async functions, which Knex does not wait for': (k) =>
    k('t').where(async (q) => {
      q.where('a', 1)
      await Promise.resolve()
    }),
  'a where true in a group': (k) => k('t').where((q) => q.where(true).orWhere(false)),
  'a group alone': (k) => k('t').where((q) => q.where('a', 1)),
  'a group after an empty one': (k) =>
    k('t')
      .where(() => {})
      .orWhere((q) => q.where('a', 1)),
})
