import { isWrittenBy } from './source.js'
import type { KnexBuilder, KnexClient, KnexCompiler, KnexRaw } from './statements.js'

type Class<T> = (abstract new (...args: never[]) => T) & { readonly prototype: T }

/** The dialects that `fast` speaks, by the name of Knex's own compiler class for each. */
const DIALECT_OF_COMPILER = {
  QueryCompiler_PG: 'postgres',
  QueryCompiler_CRDB: 'cockroach',
  QueryCompiler_Redshift: 'redshift',
  QueryCompiler_MySQL: 'mysql',
  QueryCompiler_MariaDB: 'mariadb',
  QueryCompiler_SQLite3: 'sqlite',
  QueryCompiler_MSSQL: 'mssql',
} as const

/** Knex's own compiler classes, and the class each extends. */
const PARENT_OF_COMPILER: Readonly<Record<string, string | undefined>> = {
  QueryCompiler_PG: 'QueryCompiler',
  QueryCompiler_CRDB: 'QueryCompiler_PG',
  QueryCompiler_Redshift: 'QueryCompiler_PG',
  QueryCompiler_MySQL: 'QueryCompiler',
  QueryCompiler_MariaDB: 'QueryCompiler_MySQL',
  QueryCompiler_SQLite3: 'QueryCompiler',
  QueryCompiler_MSSQL: 'QueryCompiler',
}

/** A dialect that `fast` speaks. */
export type DialectName = (typeof DIALECT_OF_COMPILER)[keyof typeof DIALECT_OF_COMPILER]

/** Knex's own client classes that may own such a method, and the class each extends. */
const PARENT_OF_CLIENT: Readonly<Record<string, string>> = {
  Client: 'EventEmitter',
  Client_PG: 'Client',
  Client_PgNative: 'Client_PG',
  Client_CockroachDB: 'Client_PG',
  Client_Redshift: 'Client_PG',
  Client_MySQL: 'Client',
  Client_MySQL2: 'Client_MySQL',
  Client_MariaDB: 'Client_MySQL',
  Client_MSSQL: 'Client',
  Client_SQLite3: 'Client',
  Client_BetterSQLite3: 'Client_SQLite3',
}

/** Client methods that have a say in the SQL text or the bindings. */
const CLIENT_METHODS = [
  'alias',
  'customWrapIdentifier',
  'formatter',
  'parameter',
  'parameterize',
  'queryBuilder',
  'raw',
  'ref',
  'toArrayPathFromJsonPath',
  'toPathForJson',
  'values',
  'wrapIdentifier',
  'wrapIdentifierImpl',
] as const

/**
 * What one client's copy of Knex is made of, learned from the client itself: never from a Knex of our own, because an
 * application may hold several copies and versions.
 */
export interface Anatomy {
  readonly Builder: Class<KnexBuilder>
  readonly Raw: Class<KnexRaw>
  readonly Ref: Class<KnexRaw>
  /** The dialect `fast` would speak for this client, if any. */
  readonly dialect: DialectName | undefined
  /** The methods found, to see later whether somebody replaced one. */
  readonly methods: readonly Method[]
  /** The name of the compiler or client method that is not Knex's own, if any. */
  readonly modified: string | undefined
}

/** A method as it was: where to look for it, and what was there. */
interface Method {
  readonly holder: 'client' | 'compiler'
  readonly name: string
  readonly value: unknown
}

/** Learns a client's anatomy from a compiler that it made. */
export function anatomyOf(client: KnexClient, compiler: KnexCompiler): Anatomy {
  return Object.freeze({
    Builder: baseBuilder(client.queryBuilder()),
    Raw: client.raw('').constructor as Class<KnexRaw>,
    Ref: client.ref('x').constructor as Class<KnexRaw>,
    dialect: dialectOf(compiler),
    methods: methodsOf(client, compiler),
    modified: modifiedMethod(client, compiler),
  })
}

/** Whether a client has one of these methods on itself, so that it speaks for itself and not for its class. */
export function hasOwnMethod(client: KnexClient): boolean {
  return CLIENT_METHODS.some((name) => Object.hasOwn(client, name))
}

/** Whether a method of a client is one that Knex wrote for it, and nobody replaced. */
export function isKnexsOwnMethod(client: object, name: string): boolean {
  return !Object.hasOwn(client, name) && isKnexsOwn(prototypesOf(client), name)
}

/** Whether a function is one that a method of Knex's, of this client, made. */
export function isKnexsOwnClosure(client: object, method: string, closure: unknown): boolean {
  const owner = prototypesOf(client).find((proto) => Object.hasOwn(proto, method))
  return typeof closure === 'function' && owner !== undefined && isWrittenBy(owner.constructor, closure)
}

/** A look at all methods takes as long as building a query; each look is at every eighth of them. */
const LOOKS = 8

/**
 * Whether what makes SQL is still as it was when the anatomy was learned.
 *
 * @param look counts the looks: eight of them, one after another, see everything
 */
export function isIntact(
  { methods }: Anatomy,
  client: KnexClient,
  compiler: KnexCompiler,
  look: number,
): boolean {
  for (let i = look % LOOKS; i < methods.length; i += LOOKS) {
    const { holder, name, value } = methods[i]!
    if ((holder === 'client' ? client : compiler)[name as never] !== value) return false
  }
  return true
}

function methodsOf(client: KnexClient, compiler: KnexCompiler): Method[] {
  // A class may have methods of the name of its parent's.
  const names = new Set(prototypesOf(compiler).flatMap((proto) => methodNames(proto)))
  return [
    ...CLIENT_METHODS.map((name): Method => ({ holder: 'client', name, value: Reflect.get(client, name) })),
    ...Array.from(names, (name): Method => ({
      holder: 'compiler',
      name,
      value: Reflect.get(compiler, name),
    })),
  ]
}

/** Methods only: reading an accessor could compile something. */
function methodNames(proto: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(proto))
    .filter(([, descriptor]) => typeof descriptor.value === 'function')
    .map(([name]) => name)
}

/** The class that owns `toSQL`: dialects subclass it, and Knex tests `instanceof` against this one. */
function baseBuilder(builder: KnexBuilder): Class<KnexBuilder> {
  const owner = prototypesOf(builder).find((proto) => Object.hasOwn(proto, 'toSQL'))
  return (owner ?? builder).constructor as Class<KnexBuilder>
}

/** Told by the nearest class of Knex's own: somebody's subclass speaks its parent's dialect, if in words of its own. */
function dialectOf(compiler: KnexCompiler): DialectName | undefined {
  const table: Readonly<Record<string, DialectName>> = DIALECT_OF_COMPILER
  const names = prototypesOf(compiler).map((proto) => proto.constructor.name)
  const name = names.find((candidate) => candidate.startsWith('QueryCompiler'))
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined
}

/**
 * Names the first compiler or client method that somebody replaced, overrode or added. ORMs do all three; a query
 * compiled by anything but Knex's own methods is theirs to word, so `fast` keeps out of it.
 */
function modifiedMethod(client: KnexClient, compiler: KnexCompiler): string | undefined {
  return modifiedCompilerMethod(compiler) ?? modifiedClientMethod(client)
}

function modifiedCompilerMethod(compiler: KnexCompiler): string | undefined {
  const chain = prototypesOf(compiler)
  if (!isKnexsChain(chain)) return `class ${compiler.constructor.name}`
  for (const proto of chain) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(proto))) {
      const method: unknown = descriptor.value ?? descriptor.get
      if (name === 'constructor' || typeof method !== 'function') continue
      if (!isWrittenBy(proto.constructor, method)) return `${proto.constructor.name}.${name}`
    }
  }
  return undefined
}

/** Whether every class is one of Knex's, and extends what it does in Knex. */
function isKnexsChain(chain: readonly object[]): boolean {
  return chain.every(
    ({ constructor: { name } }, i) => PARENT_OF_COMPILER[name] === chain[i + 1]?.constructor.name,
  )
}

function modifiedClientMethod(client: KnexClient): string | undefined {
  const chain = prototypesOf(client)
  // Not every dialect, and not every version, has all of them.
  const present = CLIENT_METHODS.filter((name) => Reflect.get(client, name) !== undefined)
  const own = present.find((name) => Object.hasOwn(client, name) || !isKnexsOwn(chain, name))
  return own && `client.${own}`
}

function isKnexsOwn(chain: readonly object[], name: string): boolean {
  const at = chain.findIndex((proto) => Object.hasOwn(proto, name))
  const owner = chain[at]?.constructor
  // A subclass may carry its parent's name; Knex's own class is the one whose parent is Knex's too.
  if (owner === undefined || PARENT_OF_CLIENT[owner.name] !== chain[at + 1]?.constructor.name) return false
  const method: unknown = Reflect.get(owner.prototype as object, name)
  return typeof method === 'function' && isWrittenBy(owner, method)
}

function prototypesOf(instance: object): object[] {
  const chain: object[] = []
  for (
    let proto = prototypeOf(instance);
    proto !== null && proto !== Object.prototype;
    proto = prototypeOf(proto)
  ) {
    chain.push(proto)
  }
  return chain
}

function prototypeOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null
}
