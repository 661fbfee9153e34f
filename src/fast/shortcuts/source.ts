import { Unlearnable } from './unlearnable.js'

/** The source of a shortcut in the making. */
export class Source {
  /** What it needs besides texts and numbers. */
  readonly constants: unknown[] = []
  private readonly lines: string[] = []
  private variables = 0
  /** What is done with a query that is not as expected. */
  private exit = 'return undefined'

  get text(): string {
    return this.lines.join('\n')
  }

  add(...lines: readonly string[]): void {
    this.lines.push(...lines)
  }

  /** Returns the name of a new variable. */
  variable(by: string, kind: 'const' | 'let' = 'const'): string {
    const name = `v${this.variables++}`
    this.lines.push(`${kind} ${name} = ${by}`)
    return name
  }

  /** From now on such a query is left at the end of this block, which is for others to close. */
  open(label: string): void {
    this.add(`${label}: {`)
    this.exit = `break ${label}`
  }

  /** A query of which one of these does not hold is not answered. */
  require(...conditions: readonly string[]): void {
    for (const condition of conditions) this.lines.push(`if (!(${condition})) ${this.exit}`)
  }

  /** An object literal with just these keys, in this order. */
  requireKeys(name: string, keys: readonly string[], each?: () => void): void {
    this.require(isObject(name), `Object.getPrototypeOf(${name}) === Object.prototype`)
    // What would make it something else, without being seen among its keys.
    const marks = ['.toSQL', '.isRawInstance', '[Symbol.toStringTag]']
    this.require(...marks.map((mark) => `${name}${mark} === undefined`))
    const count = this.variable('0', 'let')
    this.add(`for (const key in ${name}) {`, `switch (${count}++) {`)
    keys.forEach((key, i) => {
      this.add(`case ${i}:`)
      this.require(`key === ${literal(key)}`)
      this.add('break')
    })
    this.add('default:', this.exit, '}')
    each?.()
    this.add('}')
    this.require(`${count} === ${keys.length}`)
  }

  /** An object that the source needs, by the place where it gets it. */
  constant(value: unknown): string {
    return `constants[${this.constants.push(value) - 1}]`
  }
}

export function isObject(name: string): string {
  return `typeof ${name} === 'object' && ${name} !== null`
}

export function literal(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && !Number.isNaN(value)) return String(value)
  if (typeof value === 'boolean' || value === undefined || value === null) return String(value)
  throw new Unlearnable(`a ${typeof value} where no value is expected`)
}
