/** `@types/seedrandom` types the whole package only; Knexodus loads this one generator of it. */
declare module 'seedrandom/lib/xor128.js' {
  const xor128: (seed: string) => () => number
  export default xor128
}
