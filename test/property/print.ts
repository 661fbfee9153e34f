import { inspect } from 'node:util'

import type { Arg, Chain, SharedArg, Step } from './chain.js'

/* A chain as code: to be read, and to be pasted among the known cases. */

/** The chain as an entry of `known-cases.ts`. */
export function printed(chain: Chain, name = 'what it shows'): string {
  const options = [
    ...(chain.setup === 'usual' ? [] : [`setup: '${chain.setup}'`]),
    ...(chain.afterwards === 'nothing' ? [] : [`afterwards: '${chain.afterwards}'`]),
  ]
  const rest = options.length === 0 ? '' : `, { ${options.join(', ')} }`
  const code = new Printer().chain(chain.steps)
  const parameters = code.includes('counted(') ? '(db, counted)' : '(db)'
  return `known('${name}', ${parameters} => ${code}${rest})`
}

class Printer {
  private readonly names = new Map<SharedArg, string>()
  private readonly definitions: string[] = []

  chain(steps: readonly Step[]): string {
    const code = this.calls('db.queryBuilder()', steps)
    return this.definitions.length === 0 ? code : `{ ${this.definitions.join('; ')}; return ${code} }`
  }

  private calls(target: string, steps: readonly Step[]): string {
    return steps.reduce((code, { call, args }) => `${code}.${call}(${this.list(args)})`, target)
  }

  private list(args: readonly Arg[]): string {
    return args.map((arg) => this.arg(arg)).join(', ')
  }

  private arg(arg: Arg): string {
    switch (arg.kind) {
      case 'value':
        return literal(arg.value)
      case 'raw': {
        const bindings = arg.bindings === undefined ? '' : `, ${this.arg(arg.bindings)}`
        const wrap = arg.wrap === undefined ? '' : `.wrap(${arg.wrap.map(literal).join(', ')})`
        return `db.raw(${literal(arg.sql)}${bindings})${wrap}`
      }
      case 'ref': {
        const schema = arg.schema === undefined ? '' : `.withSchema(${literal(arg.schema)})`
        const alias = arg.alias === undefined ? '' : `.as(${literal(arg.alias)})`
        return `db.ref(${literal(arg.name)})${schema}${alias}`
      }
      case 'query':
        return this.calls('db.queryBuilder()', arg.steps)
      case 'callback':
        return arg.steps.length === 0 ? 'counted(() => {})' : `counted((b) => ${this.body(arg.steps)})`
      case 'shared':
        return this.shared(arg)
      case 'list':
        return `[${this.list(arg.items)}]`
      case 'object':
        return `{ ${arg.entries.map(([key, item]) => `${keyOf(key)}: ${this.arg(item)}`).join(', ')} }`
    }
  }

  private shared(arg: SharedArg): string {
    let name = this.names.get(arg)
    if (name === undefined) {
      const code = this.arg(arg.of)
      name = `shared${this.names.size + 1}`
      this.names.set(arg, name)
      this.definitions.push(`const ${name} = ${code}`)
    }
    return name
  }

  /** `using` of a join cannot be followed. */
  private body(steps: readonly Step[]): string {
    if (!steps.some(({ call }) => call === 'using')) return this.calls('b', steps)
    return `{ ${steps.map((step) => `${this.calls('b', [step])};`).join(' ')} }`
  }
}

/** As a computed key `__proto__` is a key, as a plain one it is not. */
function keyOf(key: string): string {
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_]\w*$/.test(key) ? key : literal(key)
}

function literal(value: unknown): string {
  if (typeof value === 'string') return inspect(value)
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (Buffer.isBuffer(value)) return `Buffer.from([${[...value].join(', ')}])`
  if (value instanceof Uint8Array) return `new Uint8Array([${[...value].join(', ')}])`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (value instanceof Map || value instanceof Set) {
    return `new ${value.constructor.name}(${literal([...value])})`
  }
  if (value instanceof Object) {
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${keyOf(key)}: ${literal(item)}`)
      .join(', ')} }`
  }
  if (typeof value === 'object' && value !== null) return 'Object.create(null)'
  return inspect(value)
}
