import { existsSync } from 'node:fs'

/**
 * Does what it is told, one message per command, and answers each with what came of it.
 *
 * @param {{ on(event: 'message', listener: (message: any) => void): unknown }} inbox
 * @param {(reply: object) => void} reply
 * @param {Record<string, (...args: any[]) => unknown>} commands
 */
export function serve(inbox, reply, commands) {
  inbox.on('message', async ({ id, command, args }) => {
    if (command === undefined) return
    try {
      reply({ id, result: await commands[command](...args) })
    } catch (error) {
      reply({ id, error: String(error?.stack ?? error) })
    }
  })
  reply({ id: 'ready' })
}

/** The other side: tells somebody to do something, and waits for the answer. */
export class Teller {
  #told = 0
  #waiting = new Map()

  /** @param {(message: object) => void} send how messages reach the one who is told */
  constructor(inbox, send) {
    this.send = send
    this.ready = new Promise((resolve) => this.#waiting.set('ready', { resolve }))
    inbox.on('message', ({ id, result, error }) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.resolve(result)
      else waiting?.reject(new Error(error))
    })
  }

  tell(command, ...args) {
    const id = `told ${(this.#told += 1)}`
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.send({ id, command, args })
    })
  }
}

/** Blocks the event loop until a file is there; a forgotten one gives up, so that nothing is left behind. */
export function blockUntil(file) {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let tries = 0; tries < 3000 && !existsSync(file); tries += 1) Atomics.wait(pause, 0, 0, 10)
}
