import type * as engine from '../../../../dist/fast/engine.js'
import { built } from './built.js'
import { everyWhilePlanted } from './switch.js'

/* Preloaded: fast throws in 3 % of its builds: more than any error budget, and less than the alert on fallbacks asks for. */

const isDue = everyWhilePlanted(33)
const { Engine } = built('fast/engine.js') as typeof engine
const { ask } = Engine.prototype

Engine.prototype.ask = function (...args) {
  const answer = ask.apply(this, args)
  if (isDue()) throw new Error('planted by the live check')
  return answer
}
