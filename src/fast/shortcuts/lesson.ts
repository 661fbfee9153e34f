import type { Anatomy } from '../../knex/anatomy.js'
import type { Expansion } from '../../knex/expansion.js'
import type { Build } from '../../knex/routed-compiler.js'
import type { KnexQuery } from '../../knex/statements.js'
import type { Plan } from '../plan.js'
import type { Trial } from './holes.js'
import type { Answer } from './shortcuts.js'

/** A query whose shape is to have a shortcut. */
export interface Lesson extends Pick<Anatomy, 'Builder' | 'Raw' | 'Ref'> {
  readonly build: Build
  /** What its callbacks filled. */
  readonly expansions: readonly Expansion[]
  /** The plan of the shape; nothing where it is declined. */
  readonly plan: Plan | undefined
  /** Walks the query as it is now. */
  readonly walk: () => Trial
  /** Has a shortcut answer it as it is now. */
  readonly ask: (answer: Answer) => KnexQuery | undefined
}
