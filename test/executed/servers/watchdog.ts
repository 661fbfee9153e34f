import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'

/**
 * Waits for the end of its standard input, which is the end of the process that holds the other side, however that
 * came about; then stops the server by its own pid and removes the folder. `$1` is the folder. No loop is endless.
 */
const SCRIPT = `
read -r _
pid=$(cat "$1/server.pid" 2>/dev/null) && kill -TERM "$pid" 2>/dev/null
tries=0
while [ -f "$1/server.pid" ] && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
while [ -d "$1" ] && [ "$tries" -lt 100 ]; do rm -rf "$1" 2>/dev/null || sleep 0.1; tries=$((tries + 1)); done
`

/**
 * Makes sure that a server does not outlive this process, not even when that is killed with SIGKILL.
 *
 * @param folder - the server's temporary folder, with its `server.pid`.
 * @returns what calls the watchdog off, for when the server has been stopped properly.
 */
export function watchOver(folder: string): () => void {
  // Detached: a Ctrl-C in the terminal goes to the whole process group, and must not end the one who tidies up.
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'mariadb-watchdog', folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.on('error', () => undefined)
  shell.unref()
  ;(shell.stdin as Socket).unref()
  return () => void shell.kill('SIGKILL')
}
