declare module 'autocannon' {
  interface Result {
    readonly requests: { readonly sent: number };
    readonly errors: number;
    readonly non2xx: number;
  }

  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
  }

  /** Starts at once; resolves at its end. */
  export default function autocannon(options: Options): Promise<Result> & { stop(): void };
}
