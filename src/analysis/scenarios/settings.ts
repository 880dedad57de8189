/** The settings of a scenario, under the names that the rest of tsloc uses. Times in seconds, shares from 0 to 1. */
import type { Workload } from '../../core/workload.js';

/** One stage of a load. */
export interface StageSettings {
  readonly users: number;
  /** How long the change to that number takes; by default it is at once. */
  readonly rampUp?: number;
  /** The length of the whole stage, including its ramp. */
  readonly duration: number;
}

/** Sudden increases of the load. */
export interface SpikeSettings {
  /** Users during a spike; or the number of users, multiplied. */
  readonly users?: number;
  readonly multiplier?: number;
  /** Time from one spike to the next; each interval ends with its spike. */
  readonly every?: number;
  readonly duration?: number;
}

/** A part of the day, in minutes since midnight; `to` may be on the next day. Equal times are the whole day. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** A load that follows the hours of a day. It begins at the start of the business hours. */
export interface DaySettings extends Hours {
  /** The load in business hours. */
  readonly requestsPerMinute: number;
  readonly offHoursRequestsPerMinute: number;
  readonly peak?: Hours & { readonly multiplier: number };
  /** Hours without any load. */
  readonly maintenance?: Hours;
  /** A burst at a random moment of each interval. */
  readonly bursts?: {
    readonly multiplier: number;
    readonly duration: number;
    readonly every: number;
    readonly seed?: string;
  };
}

/** A named plan as it is written; what it leaves out comes from the one that it extends. */
export interface ScenarioSettings {
  readonly extends?: string;
  readonly description?: string;
  readonly users?: number;
  readonly spawnRate?: number;
  /** Time until all users have started, instead of a spawn rate. */
  readonly rampUp?: number;
  readonly runTime?: number;
  readonly stages?: readonly StageSettings[];
  readonly spikes?: SpikeSettings;
  readonly day?: DaySettings;
  /** Determines the number of users, together with `pacing`. */
  readonly requestsPerMinute?: number;
  /** Each user starts a task at this interval, in seconds; its own wait time is ignored. */
  readonly pacing?: number;
  readonly requestMix?: Readonly<Record<string, number>>;
  readonly userClasses?: readonly string[];
  readonly tags?: readonly string[];
  readonly excludeTags?: readonly string[];
  readonly targets?: readonly string[];
  /** Share of requests that may fail: a target. */
  readonly failureThreshold?: number;
  readonly host?: string;
  readonly stopTimeout?: number;
  /** Statuses that do not count as failures. */
  readonly expectedStatuses?: readonly number[];
  readonly workload?: Workload;
  /** A cron expression. */
  readonly schedule?: string;
}
