/** A copy of the first `size` values. Most queries have few, and literals of known length are made in a fraction of the time. */
export function copyOf(v: readonly unknown[], size: number): unknown[] {
  switch (size) {
    case 0:
      return []
    case 1:
      return [v[0]]
    case 2:
      return [v[0], v[1]]
    case 3:
      return [v[0], v[1], v[2]]
    case 4:
      return [v[0], v[1], v[2], v[3]]
    case 5:
      return [v[0], v[1], v[2], v[3], v[4]]
    case 6:
      return [v[0], v[1], v[2], v[3], v[4], v[5]]
    default:
      return v.slice(0, size)
  }
}
