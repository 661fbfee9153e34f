/** Thrown where a query has something that no shortcut has words for; never leaves the fast builder. */
export class Unlearnable extends Error {}
