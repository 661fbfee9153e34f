/** How the observed demo was asked to run. */
export type ObserveArguments =
  | { readonly kind: 'run'; readonly once: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }

/** What `--help` prints, and what follows a wrong argument. */
export const USAGE = `Usage: npm run demo:observe [-- --once | --help]

Two instances of the demo's shop on a PostgreSQL of its own, under continuous traffic and on
one rollout file, and a Prometheus that scrapes them every second and evaluates the alerts.
Prints what to open and what to try. Everything is on 127.0.0.1 and in temporary folders.

  (nothing)  the rollout goes 0, 10, 50, 100 percent and back, until you change the file
             yourself or press Ctrl-C
  --once     goes up once, quickly, and asks Prometheus whether it saw every share and a
             broken file: exit code 0 when it did, 1 when not
  --help     this text

PROMETHEUS_BIN names the prometheus to start; otherwise the one on the PATH is taken.
Colours follow the terminal and NO_COLOR.`

/** Reads the command line's arguments (without node and the script). Never throws. */
export function parseArguments(args: readonly string[]): ObserveArguments {
  const unknown = args.find((arg) => arg !== '--once' && arg !== '--help')
  if (unknown !== undefined) return { kind: 'wrong', problem: `Unknown argument: ${unknown}` }
  if (args.includes('--help')) return { kind: 'help' }
  return { kind: 'run', once: args.includes('--once') }
}
