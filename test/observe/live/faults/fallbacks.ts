import type * as engine from '../../../../dist/fast/engine.js'
import { withForeignStatement } from '../../../rules/declined.js'
import { built } from './built.js'
import { everyWhilePlanted } from './switch.js'

/* Preloaded: 20 % of the builds meant for fast carry a statement that fast does not know, as a plugin's queries would. */

const isDue = everyWhilePlanted(5)
const { Engine } = built('fast/engine.js') as typeof engine
const { ask } = Engine.prototype

Engine.prototype.ask = function (build) {
  if (isDue()) withForeignStatement(build.builder)
  return ask.call(this, build)
}
