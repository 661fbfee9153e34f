import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** Where Prometheus comes from. */
export const INSTALL = `No Prometheus was found on the PATH. To have one:

  Debian, Ubuntu  sudo apt-get install --no-install-recommends prometheus
  Fedora          sudo dnf install golang-github-prometheus
  macOS           brew install prometheus
  anywhere else   https://prometheus.io/download/, unpack it, and
                  PROMETHEUS_BIN=/path/to/prometheus npm run demo:observe

On Debian, without installing anything:

  apt-get download prometheus && dpkg -x prometheus_*.deb /tmp/prometheus
  PROMETHEUS_BIN=/tmp/prometheus/usr/bin/prometheus npm run demo:observe`

/**
 * The Prometheus to start: the one that `PROMETHEUS_BIN` names, or else the first on the `PATH`; `undefined` when there
 * is none.
 *
 * @throws Error when `PROMETHEUS_BIN` names something that cannot be started.
 */
export function findPrometheus(env: NodeJS.ProcessEnv): string | undefined {
  const named = env['PROMETHEUS_BIN']
  if (named) {
    // A bare name is one of the PATH, as in a shell.
    const found = named.includes('/') ? [path.resolve(named)].find(isProgram) : onPath(named, env)
    if (found === undefined) throw new Error(`PROMETHEUS_BIN is ${named}, which is not a program`)
    return found
  }
  return onPath('prometheus', env)
}

function onPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  return folders.map((folder) => path.resolve(folder, name)).find(isProgram)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
