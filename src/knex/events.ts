import { EventEmitter } from 'node:events'

/** What emits events. */
export type Emitter = Pick<EventEmitter, 'emit' | 'listenerCount'>

const { emit } = EventEmitter.prototype

/** Whether anybody would notice an event: a listener, or a tool that has put something of its own in the place of `emit`. */
export function isHeard(emitter: Emitter, event: string): boolean {
  return emitter.emit !== emit || emitter.listenerCount(event) > 0
}
