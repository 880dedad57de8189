/**
 * The events that user files listen to: the only global state that belongs to a test. Weak maps elsewhere add data to their
 * keys, such as classes and environments. The rest belongs to the process, and no run can observe another through it:
 * - its event loop: timers and queues (util/loop), deadlines (http/), the thread that watches it (runner/watchdog)
 * - the memory for bodies, and whether other clients are tracked (http/); the protocol that tracks them (request-tracker.ts)
 * - buffers and texts that are reused between synchronous calls (wire/, cluster/msgpack/, stats/histogram-snapshot.ts)
 * - what the loading of user files counts: classes (user/tasks), feeders (data/feeder.ts); and where these files log
 *   (util/log/named-loggers.ts)
 * - libraries that are loaded when they are first used, keys derived from a token (cluster/)
 * - the terminal and the loader of the command (cli/), the state of the page in a browser (web/page)
 */
import type { Environment } from '../environment.js';
import { EventsOf } from './events.js';

/** All hooks of one run; `run()` creates its own, unless `events` are passed to it. */
export class Events extends EventsOf<Environment> {}

/** The events of the run that the `tsloc` command or `runSingleUser()` creates. */
export const events = new Events();
