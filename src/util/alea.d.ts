declare module 'seedrandom/lib/alea.js' {
  /** A generator of numbers 0 ≤ n < 1, a few numbers of state. */
  const alea: (seed: string) => () => number;
  export default alea;
}
