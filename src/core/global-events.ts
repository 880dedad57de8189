/**
 * The events that user files listen to: the only global state of a test. What else lives as long as the process belongs to
 * its event loop (timers and queues in util/loop, deadlines in http/), is reused between synchronous calls (buffers in
 * wire/), or to the command (its terminal, how it loads files): one run cannot observe another by it.
 */
import type { Environment } from './environment.js';
import { EventsOf } from './events.js';

/** All hooks of one run; `run()` makes its own, unless it gets some. */
export class Events extends EventsOf<Environment> {}

/** The events of the run that the `tsloc` command makes. */
export const events = new Events();
