import { parseArgs } from 'node:util'

/** How the service was asked to run. */
export type ServiceArguments =
  | ({ readonly kind: 'run' } & ServiceOptions)
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }

/** What the service can be told on the command line; the rollout comes from the environment. */
export interface ServiceOptions {
  /** URL of a PostgreSQL database. */
  readonly postgres: string
  /** Address that `/metrics` listens on. */
  readonly host: string
  /** Its port; unset: 9464 or, when that is taken, a free one. */
  readonly port: number | undefined
  /** Operations a second, at most. */
  readonly pace: number
}

/** What `--help` prints, and what follows a wrong argument. */
export const USAGE = `Usage: node --import tsx demo/service/main.ts --postgres URL [options]

One instance of the demo's shop under continuous traffic, with /metrics. KNEXODUS_* decides the rollout.
Prints {"metrics":"http://…"} when it is ready, and ends on SIGTERM, SIGINT, or when its parent ends.

  --postgres URL  a PostgreSQL database; the shop's tables are created where they are missing
  --host ADDRESS  where /metrics listens (127.0.0.1)
  --port N        its port (9464 or, when that is taken, a free one; 0: a free one)
  --pace N        operations a second (200)
  --help          this text`

const OPTIONS = {
  postgres: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string' },
  pace: { type: 'string', default: '200' },
  help: { type: 'boolean' },
} as const

/** Reads the command line's arguments (without node and the script). Never throws. */
export function parseArguments(args: readonly string[]): ServiceArguments {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    if (values.help) return { kind: 'help' }
    return { kind: 'run', ...checked(values) }
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) }
  }
}

interface Values {
  readonly postgres?: string
  readonly host: string
  readonly port?: string
  readonly pace: string
}

function checked({ postgres, host, port, pace }: Values): ServiceOptions {
  if (!postgres) throw new Error('--postgres is missing: expected the URL of a database')
  return {
    postgres,
    host,
    port: port === undefined ? undefined : numberOf('--port', port, { from: 0, to: 65_535 }),
    pace: numberOf('--pace', pace, { from: 1, to: 100_000 }),
  }
}

function numberOf(name: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= from && value <= to) return value
  throw new Error(`${name}: expected a whole number from ${from} to ${to}, got ${text}`)
}
