/** The events that user files listen to: the only global state. */
import type { Environment } from './environment.js';
import { EventsOf } from './events.js';

/** All hooks of one run; `run()` makes its own, unless it is given some. */
export class Events extends EventsOf<Environment> {}

/** The events of the run that the `tsloc` command makes. */
export const events = new Events();
