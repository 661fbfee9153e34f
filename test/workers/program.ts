import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

interface Reply {
  readonly id: string
  readonly result?: unknown
  readonly error?: string
}

/** The environment of a program: that of this process without what belongs to the tests, and the program's own settings. */
export function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(KNEXODUS_|NODE_OPTIONS$|VITEST)/.test(name),
  )
  return { ...Object.fromEntries(inherited), KNEXODUS_LOG_LEVEL: 'silent', ...own }
}

/**
 * A program of the folder `programs` that does what it is told. It ends when it is stopped, and by itself when this process
 * is gone, with all its workers.
 */
export class Program {
  private readonly child: ChildProcess
  private readonly waiting = new Map<string, (reply: Reply) => void>()
  private told = 0

  private constructor(file: string, env: Readonly<Record<string, string>>) {
    this.child = fork(join(__dirname, 'programs', file), {
      env: environment(env),
      execArgv: [],
    })
    this.child.on('message', (reply: Reply) => this.heard(reply))
    this.child.once('exit', (code) => this.endAll(`the program ended with ${code}`))
  }

  /** Starts a program and waits until it listens. */
  static async start(file: string, env: Readonly<Record<string, string>> = {}): Promise<Program> {
    const program = new Program(file, env)
    await new Promise<void>((resolve, reject) => {
      program.waiting.set('ready', ({ error }) =>
        error === undefined ? resolve() : reject(new Error(error)),
      )
    })
    return program
  }

  /**
   * Has the program do something.
   *
   * @returns what came of it
   * @throws Error with the program's own stack when it failed
   */
  tell<Result = unknown>(command: string, ...args: readonly unknown[]): Promise<Result> {
    const id = `test ${(this.told += 1)}`
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) =>
        error === undefined ? resolve(result as Result) : reject(new Error(error)),
      )
      this.child.send({ id, command, args })
    })
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exit = once(this.child, 'exit')
    this.child.disconnect()
    await exit
  }

  private heard(reply: Reply): void {
    this.waiting.get(reply.id)?.(reply)
    this.waiting.delete(reply.id)
  }

  private endAll(error: string): void {
    for (const id of [...this.waiting.keys()]) this.heard({ id, error })
  }
}
