import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'

/**
 * Waits for the end of its standard input, which is the end of the process that holds the other side, however that
 * came about; then stops the server by its own pid and removes the folder. `$1` is the folder, `$2` its file
 * with the pid on the first line, `$3` the signal. No loop is endless: in a container without an init process a dead
 * server may stay a zombie.
 */
const SCRIPT = `
read -r _
pid=$(head -n 1 "$1/$2" 2>/dev/null) && kill -"$3" "$pid" 2>/dev/null
tries=0
while [ -f "$1/$2" ] && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
while [ -d "$1" ] && [ "$tries" -lt 100 ]; do rm -rf "$1" 2>/dev/null || sleep 0.1; tries=$((tries + 1)); done
`

/**
 * Makes sure that nothing outlives this process, not even when it is killed with SIGKILL.
 *
 * @param folder - the temporary folder, with the server's files in it.
 * @param server - the file with the server's pid, in that folder, and the signal that stops it; PostgreSQL's unless said.
 * @returns what calls the watchdog off, for when the server has been stopped properly.
 */
export function watchOver(
  folder: string,
  { pidFile, signal } = { pidFile: 'data/postmaster.pid', signal: 'INT' },
): () => void {
  // Detached: a Ctrl-C in the terminal goes to the whole process group, and must not end the one who tidies up.
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'watchdog', folder, pidFile, signal], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.on('error', () => undefined)
  shell.unref()
  ;(shell.stdin as Socket).unref()
  return () => void shell.kill('SIGKILL')
}

/** The same for a folder without a server. */
export function watchOverFolder(folder: string): () => void {
  return watchOver(folder, { pidFile: 'no-server.pid', signal: 'TERM' })
}
