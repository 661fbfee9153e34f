import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** The user and group a process is started as. */
export interface Identity {
  readonly uid: number
  readonly gid: number
}

/**
 * Whom PostgreSQL is started as: nobody, when we are root (PostgreSQL refuses root), and `undefined`, which is
 * ourselves, otherwise.
 *
 * @throws Error when we are root and the system has no other user: `initdb` insists on a name for its uid.
 */
export function serverIdentity(): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = parsePasswd(readFileSync('/etc/passwd', 'utf8'))
  const user = users.find(({ name }) => name === 'nobody') ?? users.find(({ uid }) => uid > 0)
  if (!user) throw new Error('PostgreSQL refuses to run as root, and /etc/passwd has no other user.')
  return { uid: user.uid, gid: user.gid }
}

/** The users of a passwd file. */
export function parsePasswd(text: string): (Identity & { readonly name: string })[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4 && /^\d+$/.test(fields[2] ?? ''))
    .map((fields) => ({ name: fields[0] ?? '', uid: Number(fields[2]), gid: Number(fields[3]) }))
}

/** Whether any user may walk down to `path`: a checkout below `/root` usually says no. */
export function isReachableByAll(path: string): boolean {
  let folder = resolve(path)
  for (;;) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    const parent = dirname(folder)
    if (parent === folder) return true
    folder = parent
  }
}
