import { preload } from './adapter/preload.js'

/* `node --require knexodus/register` and `node --import knexodus/register`. */

preload()
