/**
 * Whether bindings tell their places apart: with two equal ones, a plan that swaps their places would look right. Such an
 * agreement proves the text, but not yet the order.
 */
export function isDecisive(bindings: readonly unknown[]): boolean {
  return new Set(bindings).size === bindings.length
}
