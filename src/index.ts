/** The public names of tsloc. */

// Run
export { Environment } from './core/environment.js';
export { Events, events } from './core/global-events.js';
// Observe
export type { Hook, Listener } from './core/hook.js';
export type { Options } from './core/options.js';
export type { Reporter } from './core/reporter.js';
export type { Runner, RunnerState } from './core/runner.js';
// Steer
export { RescheduleTask, RescheduleTaskImmediately, StopUser } from './core/signals.js';
export type { Snapshot } from './core/snapshot.js';
export type { RequestOptions } from './http/request-options.js';
export type { HttpResponse } from './http/response.js';
export type { HttpSession } from './http/session.js';
export { type RunOptions, run, type Verdict } from './run.js';
export type { Sample } from './stats/sample.js';
export type { EntryView, ExceptionView, FailureView, StatsView } from './stats/view.js';
// Write
export { HttpUser } from './user/http-user.js';
export { tag } from './user/tag.js';
export { task } from './user/task.js';
export { User } from './user/user.js';
export { between, constant, constantPacing, constantThroughput, type Waiter, type WaitTime } from './user/wait.js';
// Errors
export { TslocError } from './util/error.js';
export type { Random } from './util/random.js';
