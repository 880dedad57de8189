/** Values that a scenario hands to the users of a test. */

declare global {
  /** Values that users read as `this.workload`. A test adds its own: `declare global { interface TslocWorkload { pages: number } }`. */
  interface TslocWorkload {
    /** Least and most of a measure, such as seconds of sound, by size. */
    readonly fileSizes?: Readonly<Record<string, readonly [number, number]>>;
    /** Shares of the sizes. */
    readonly distribution?: Readonly<Record<string, number>>;
    /** Shares of the qualities that are asked for. */
    readonly qualityRequirements?: Readonly<Record<string, number>>;
    readonly [key: string]: unknown;
  }
}

/** The `workload` values of a scenario, for its users. Members may be missing: without a scenario, it is empty. */
export type Workload = Readonly<Partial<TslocWorkload>>;

/** That of a run without a scenario. */
export const noWorkload: Workload = Object.freeze({});
