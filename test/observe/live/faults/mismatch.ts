import type * as plan from '../../../../dist/fast/plan.js'
import type * as planText from '../../../../dist/fast/plan-text.js'
import { built } from './built.js'
import { isPlanted } from './switch.js'

/*
 * Preloaded: the plan of one shape, admitted long ago, gives another text. Asked for in few of the builds, because its
 * shape is quarantined when that is found out, and falls back ever after.
 */

const SHAPE = 'select distinct "category"'

const { Plan } = built('fast/plan.js') as typeof plan
const { SqlText } = built('fast/plan-text.js') as typeof planText
const { sql } = Plan.prototype

Plan.prototype.sql = function (walked) {
  const text = sql.call(this, walked)
  return isPlanted() && text.sql.startsWith(SHAPE) ? new SqlText(`${text.sql} `, text.isFixed) : text
}
