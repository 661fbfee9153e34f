/** How the demo was asked to run. */
export type DemoArguments =
  | { readonly kind: 'run'; readonly once: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }

/** What `--help` prints, and what follows a wrong argument. */
export const USAGE = `Usage: npm run demo [-- --once | --help]

A Knex application on a PostgreSQL of its own goes from legacy to fast and back:
0, 1, 10, 50, 100 and again 0 percent, while /metrics is served.

  (nothing)  watch it live in the terminal, about a minute
  --once     plain lines and a verdict: exit code 0 when everything was right, 1 when not
  --help     this text

Colours follow the terminal and NO_COLOR.`

/** Reads the command line's arguments (without node and the script). Never throws. */
export function parseArguments(args: readonly string[]): DemoArguments {
  const unknown = args.find((arg) => arg !== '--once' && arg !== '--help')
  if (unknown !== undefined) return { kind: 'wrong', problem: `Unknown argument: ${unknown}` }
  if (args.includes('--help')) return { kind: 'help' }
  return { kind: 'run', once: args.includes('--once') }
}
