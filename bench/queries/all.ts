import { complexSelect } from './complex-select.js'
import { countRows } from './count-rows.js'
import { deleteByKey } from './delete-by-key.js'
import { first } from './first.js'
import { insertOne } from './insert-one.js'
import { insertTwo } from './insert-two.js'
import { longList } from './long-list.js'
import { mediumSelect } from './medium-select.js'
import type { BenchQuery } from './query.js'
import { simpleSelect } from './simple-select.js'
import { updateByKey } from './update-by-key.js'

/** Every kind of query that is built for the clock. */
export const QUERIES: readonly BenchQuery[] = [
  simpleSelect,
  first,
  countRows,
  mediumSelect,
  longList,
  complexSelect,
  insertOne,
  insertTwo,
  updateByKey,
  deleteByKey,
]
