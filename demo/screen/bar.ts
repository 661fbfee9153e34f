import type { Style } from './style.js'

/**
 * A bar of `width` characters: the share served by fast, with a mark where the target is.
 *
 * @param part - the share, 0 to 1.
 * @param target - 0 to 1.
 */
export function bar(part: number, target: number, width: number, style: Style): string {
  const filled = Math.round(part * width)
  const mark = Math.min(width - 1, Math.round(target * width))
  const cells = Array.from({ length: width }, (_, cell) => {
    if (cell === mark) return style.bold('┃')
    return cell < filled ? style.fast('█') : style.dim('░')
  })
  return cells.join('')
}
