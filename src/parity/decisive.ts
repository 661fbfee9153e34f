/** So many bindings are sooner compared with one another than put into a set. */
const FEW = 16

/**
 * Whether bindings tell their places apart: with two equal ones, a plan that swaps their places would look right. Such an
 * agreement proves the text, but not yet the order.
 */
export function isDecisive(bindings: readonly unknown[]): boolean {
  if (bindings.length > FEW) return new Set(bindings).size === bindings.length
  for (let i = 1; i < bindings.length; i++) if (bindings.includes(bindings[i - 1], i)) return false
  return true
}
