import { EventEmitter } from 'node:events'
import { Server as HttpServer } from 'node:http'
import { Server, Socket } from 'node:net'
import { Duplex, PassThrough, Readable, Transform, Writable } from 'node:stream'

/** A few of the kinds that every application with a server and a database has. */
const KINDS: readonly (new () => object)[] = [
  EventEmitter,
  HttpServer,
  Server,
  Socket,
  Duplex,
  PassThrough,
  Readable,
  Transform,
  Writable,
]

/** So many of each that V8 has taken notice. */
const ENOUGH = 1000

/**
 * Makes event emitters of many kinds. Each of Knex's query builders is one. What Node.js does to make one is put in place
 * by V8 where there are few kinds, and looked up again and again where there are many: that takes some 50 ns.
 */
export function makeEmitters(): void {
  for (let i = 0; i < ENOUGH; i++) for (const Kind of KINDS) new Kind()
}
