/**
 * Calls somebody else's function so that nothing it does comes back: neither what it throws nor, where it turns out
 * to be asynchronous, its rejection.
 */
export function callGuarded<Args extends unknown[]>(hook: (...args: Args) => unknown, ...args: Args): void {
  try {
    const result = hook(...args)
    // An unhandled rejection would end the process.
    if (result instanceof Promise) result.catch(ignore)
  } catch {
    // Deliberately dropped: a user's hook can never break the host.
  }
}

function ignore(): void {}
