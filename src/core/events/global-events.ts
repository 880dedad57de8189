/**
 * The events that user files listen to: the only global state that belongs to a test. The rest belongs to the process, and
 * no run can observe another through it: its event loop (timers and queues in util/loop, deadlines in http/, the thread that
 * watches it in runner/watchdog), its memory for bodies (http/), buffers and texts that are reused between synchronous calls (wire/, cluster/msgpack/), keys derived from a
 * token (cluster/), libraries that are loaded when they are first used, the protocol that tracks requests
 * (request-tracker.ts), the order in which classes are declared (user/), where user files log (util/named-loggers), the terminal
 * and the loader of the command (cli/).
 */
import type { Environment } from '../environment.js';
import { EventsOf } from './events.js';

/** All hooks of one run; `run()` makes its own, unless it gets some. */
export class Events extends EventsOf<Environment> {}

/** The events of the run that the `tsloc` command makes. */
export const events = new Events();
