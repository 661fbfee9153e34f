/**
 * Things that can be thrown, each meant to break whoever describes it. Made on demand: a test runner that shows them in
 * a title is the first to break.
 */
export const HOSTILE_ERRORS: readonly (readonly [name: string, make: () => unknown])[] = [
  ['an error', () => new TypeError('boom')],
  ['a text', () => 'boom'],
  ['undefined', () => undefined],
  ['null', () => null],
  ['a number', () => 42],
  ['a symbol', () => Symbol('boom')],
  ['a bigint', () => 5n],
  ['a function', () => function boom(): void {}],
  ['a frozen error', () => Object.freeze(new Error('boom'))],
  ['an object without a prototype', () => Object.create(null)],
  ['an error whose getters throw', withThrowingGetters],
  [
    'an error whose fields are no texts',
    () => Object.assign(new Error(), { message: {}, stack: 5, name: [] }),
  ],
  ['a proxy whose every trap throws', hostileProxy],
  ['a revoked proxy', revokedProxy],
  ['an error that is its own cause', ownCause],
]

function withThrowingGetters(): Error {
  const error = new Error('boom')
  // The stack first: V8 writes it down when it is touched, and reads the name and the message for it.
  for (const field of ['stack', 'message', 'name', 'code', 'cause', 'constructor', 'toJSON', 'toString']) {
    Object.defineProperty(error, field, {
      get() {
        throw new Error(`the getter of ${field}`)
      },
    })
  }
  return error
}

function hostileProxy(): object {
  const thrower = (): never => {
    throw new Error('trap')
  }
  const traps = { get: thrower, has: thrower, ownKeys: thrower, getPrototypeOf: thrower }
  return new Proxy({}, { ...traps, getOwnPropertyDescriptor: thrower })
}

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function ownCause(): Error {
  const error = new Error('boom')
  error.cause = error
  return error
}
