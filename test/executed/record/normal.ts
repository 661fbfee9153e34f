/**
 * Makes texts comparable between two runs: what is new in every run (uids, connection numbers, names of savepoints) becomes
 * the number of its first sight. Two names that were equal stay equal, and two that differed stay different.
 */
export class Normal {
  private readonly seen = new Map<string, Map<string, number>>()

  /** The same text, with every name that is new in every run numbered. */
  text(text: string): string {
    return text
      .replace(/\btrx\d+\b/g, (name) => this.name('trx', name))
      .replace(/\b__knexUid\d+\b/g, (name) => this.name('connection', name))
      .replace(/\bconn:-?\d+/g, (name) => this.name('conn', name))
  }

  /** The number of a name among those of its kind. */
  name(kind: string, name: string): string {
    const names = this.seen.get(kind) ?? new Map<string, number>()
    this.seen.set(kind, names)
    if (!names.has(name)) names.set(name, names.size + 1)
    return `${kind}#${names.get(name)}`
  }
}
