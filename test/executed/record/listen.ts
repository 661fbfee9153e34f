import type { Knex } from 'knex'

const OF_CLIENT = ['query', 'query-response', 'query-error'] as const
const OF_BUILDER = ['start', ...OF_CLIENT, 'end', 'error']

/** Takes down what happened: its name, and what there is to it. */
export type Tell = (name: string, what: unknown) => void

/** A builder, as its `start` event hands it out. */
interface Emitting {
  on(name: string, listener: (...args: unknown[]) => void): unknown
}

/** Tells all events of an instance, and those of every builder that it starts meanwhile. Returns what ends that. */
export function listen(db: Knex, tell: Tell): () => void {
  let isOver = false
  const teller = (name: string) => {
    return (...args: unknown[]) => {
      if (!isOver) tell(name, args)
    }
  }
  const tellStart = teller('client start')
  const follow = (builder: Emitting) => {
    tellStart(builder)
    for (const name of OF_BUILDER) builder.on(name, teller(`builder ${name}`))
  }
  const listeners = OF_CLIENT.map((name) => [name, teller(`client ${name}`)] as const)
  for (const [name, listener] of listeners) db.on(name, listener)
  db.on('start', follow)
  return () => {
    isOver = true
    db.off('start', follow)
    for (const [name, listener] of listeners) db.off(name, listener)
  }
}
