/** What a shape asks for at an instant. */

/** How many users there should be, and how fast to get there. */
export interface Load {
  readonly users: number;
  /** Users started or stopped per second, more than 0. */
  readonly spawnRate: number;
  /** Names of the classes that added users come from; without it those of before, all at first. */
  readonly userClasses?: readonly string[];
}
