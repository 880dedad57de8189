/** Values that a scenario hands to the users of a test. */

declare global {
  /** Values that users read as `this.workload`. A test adds its own: `declare global { interface TslocWorkload { pages: number } }`. */
  interface TslocWorkload {
    /** Minimum and maximum of a measure, such as seconds of sound, by the name of a size. */
    readonly fileSizes?: Readonly<Record<string, readonly [number, number]>>;
    /** The share of each size. */
    readonly distribution?: Readonly<Record<string, number>>;
    /** The share of each requested quality. */
    readonly qualityRequirements?: Readonly<Record<string, number>>;
    readonly [key: string]: unknown;
  }
}

/** The `workload` values of a scenario, for its users. Members may be missing: without a scenario, it is empty. */
export type Workload = Readonly<Partial<TslocWorkload>>;

/** The workload of a run without a scenario. */
export const noWorkload: Workload = Object.freeze({});
