import { onKnexMade } from '../knex/make-knex.js'
import { defaultAdapter, startSoon } from './default-adapter.js'

/** Adapts, from now on, every Knex instance of this process by the default adapter. */
export function preload(): void {
  const early = onKnexMade((knex) => {
    // First, because it may refuse to go on: the instance is not handed out then.
    const adapter = defaultAdapter()
    return adapter.adaptKnex(knex)
  })
  for (const file of early) warnOfEarlyKnex(file)
  startSoon()
}

function warnOfEarlyKnex(file: string): void {
  const message = `${file} was loaded before knexodus/register, and its queries are not routed: preload knexodus/register first`
  process.emitWarning(message, { type: 'KnexodusWarning', code: 'KNEXODUS_LOADED_LATE' })
}
