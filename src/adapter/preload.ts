import { onKnexMade } from '../knex/make-knex.js'
import { adaptByDefault } from './adapted-knex.js'
import { startAfterPreload } from './default-adapter.js'

/** Adapts, from now on, every Knex instance of this process by the default adapter. */
export function preload(): void {
  const early = onKnexMade(adaptByDefault)
  for (const file of early) warnOfEarlyKnex(file)
  startAfterPreload()
}

function warnOfEarlyKnex(file: string): void {
  const message = `${file} was loaded before knexodus/register, and its queries are not routed: preload knexodus/register first`
  process.emitWarning(message, { type: 'KnexodusWarning', code: 'KNEXODUS_LOADED_LATE' })
}
