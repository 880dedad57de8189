/** The public names of tsloc, in groups by purpose. */
/// <reference types="node" preserve="true" />

// Users, tasks and task sets
export { User, type TrackOptions } from './user/user.js';
export { HttpUser } from './protocols/http/http-user.js';
export { FastHttpUser } from './protocols/http/fast-http-user.js';
export { task } from './user/tasks/task.js';
export { tag } from './user/tasks/tag.js';
export type { Task, TaskItem, TaskList } from './user/tasks/task-item.js';
export { TaskSet } from './user/tasks/task-set.js';
export { SequentialTaskSet } from './user/tasks/sequential.js';
export { MarkovTaskSet, transition, transitions } from './user/tasks/markov.js';
export type { Random } from './util/random.js';

// Waits between tasks
export {
  between,
  constant,
  constantPacing,
  constantThroughput,
  poisson,
  type Waiter,
  type WaitTime,
} from './user/wait.js';

// Signals: thrown to control a user or the test
export { InterruptTaskSet, RescheduleTask, RescheduleTaskImmediately, StopTest, StopUser } from './core/signals.js';

// HTTP client: requests
export type { HttpSession } from './http/session.js';
export type { RequestOptions, RequestSettings, StreamOptions } from './http/request/request-options.js';
export type { MultipartFields, MultipartStream } from './http/request/multipart-fields.js';
export type { Auth, AuthFunction, AuthRequest } from './http/request/auth.js';
export type { NamedRequest, RequestName } from './stats/request-name.js';
export type { Retry, RetryOptions } from './http/request/retry-options.js';
export type { Timeout, TimeoutParts } from './http/timing/timeout.js';
export type { BatchItem, BatchOptions } from './http/batch.js';
export type { RestOptions, RestResponse } from './http/rest.js';
export type { Fetch, FetchInit } from './http/fetch/fetch.js';
export type { NetworkOptions, Pem, TlsVersion } from './wire/network/network-options.js';

// HTTP client: responses and cookies
export type { HttpResponse } from './http/response/response.js';
export type { CatchBlock } from './http/response/catch-block.js';
export type { StreamedResponse } from './http/response/streamed-response.js';
export type { Chunk } from './http/response/incoming-body.js';
export type { Line } from './http/response/lines.js';
export type { ServerSentEvent } from './http/response/server-sent-events.js';
export type { Phases } from './http/timing/phases.js';
export type { CookieOptions, CookieRecord, SavedCookies } from './http/cookies/cookie-record.js';

// Test data
export { type Feeder, type FeederOptions, feeder } from './data/feeder.js';

// Load shapes
export { LoadShape, LoadShape as LoadTestShape, type Tick } from './core/shape.js';
export { type ShapeStage, StagesShape } from './runner/stages-shape.js';
export { StepShape } from './runner/step-shape.js';
export { StaircaseShape } from './runner/staircase-shape.js';
export { SpikeShape } from './runner/spike-shape.js';
export { DoubleWaveShape } from './runner/double-wave-shape.js';
export { scheduleShape } from './runner/schedule-shape.js';
export type { SchedulePlan } from './runner/schedule.js';

// Runs, from a script or inside a test
export { run } from './run/run-in-script.js';
export type { RunOptions } from './run/run-options.js';
export type { BlockedEventLoop } from './runner/watchdog/run-watchdog.js';
export type { RunResult } from './core/results/run-result.js';
export type { TargetInput } from './analysis/targets/read-target.js';
export type { Judgement, TargetResult } from './core/results/target-result.js';
export { LoadTest, type LoadTestOptions, LoadTestScenario } from './load-test/load-test.js';
export type { LoadTestResults } from './load-test/load-test-results.js';
export type { LoadPattern, ScenarioOptions } from './analysis/scenarios/pattern.js';
export type { Workload } from './core/workload.js';
export { runSingleUser, type SingleUserOptions } from './user/single-user.js';
export { Environment } from './core/environment.js';
export type { Options } from './core/options/options.js';
export type { ParsedOptions } from './core/options/parsed-options.js';
export type { Runner, RunnerState, WorkerInfo } from './core/runner.js';

// Configuration file
export { defineConfig, type TslocConfig } from './core/options/config.js';

// Events
export { Events, events } from './core/events/global-events.js';
export type { Hook, Listener } from './core/events/hook.js';

// Web page: declares the members of `webUi`, too
export type { WebUi } from './web/web-ui.js';

// Results: samples, snapshots, reporters, judges
export type { Sample } from './stats/sample.js';
export type { Snapshot } from './core/snapshot.js';
export type { ExceptionView, FailureView, StatsView } from './stats/view.js';
export type { EntryView } from './stats/entry-view.js';
export type { Metrics } from './stats/metrics/metrics.js';
export type { Counter } from './stats/metrics/counter.js';
export type { CounterView, GaugeView, MetricView, RateView, TrendView } from './stats/metrics/metric-view.js';
export type { Reporter } from './core/reporter.js';
export type { Judge, Verdict } from './core/results/judge.js';

// Errors and logging
export { TslocError } from './util/error.js';
export { getLogger, type NamedLogger } from './util/log/named-loggers.js';
