import type * as countdown from '../../../../dist/util/countdown.js'
import { built } from './built.js'

/* Preloaded: more builds are timed, for seconds have to tell what in production minutes of one in 64 do. */

const every = Number(process.env['TIMED_EVERY'])

const { Countdown } = built('util/countdown.js') as typeof countdown

let calls = 0
Countdown.prototype.due = () => ++calls % every === 0
