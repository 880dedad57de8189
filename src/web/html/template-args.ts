/** `window.templateArgs` of the main page: Locust's keys (6.9), computed at each load of the page. */
import type { Flag } from '../../core/options/flags.js';
import type { Snapshot } from '../../core/snapshot.js';
import { shownHost } from '../api/shown-host.js';
import { connectedWorkers } from '../api/stats-reply.js';
import { fieldName } from '../api/swarm-form.js';
import type { Backend, PickableClass } from '../contracts/backend.js';

/** The initial data of the page, without the keys that an extension adds. `history` is Locust's (1.11). */
export function templateArgs(backend: Backend, snapshot: Snapshot, history: readonly object[]): object {
  const { environment, activeShape } = backend;
  const { parsedOptions, loadOptions } = environment;
  const classes = backend.pickableClasses();
  const picker = backend.hasClassPicker;
  return {
    locustfile: backend.locustfile,
    state: snapshot.state,
    is_distributed: backend.workers !== null,
    user_count: snapshot.userCount,
    version: backend.version,
    host: shownHost(environment) || commonHost(classes) || '',
    history,
    override_host_warning: !environment.host && hostsOf(classes).size > 1,
    missing_host_warning: !environment.host && classes.some((one) => one.isChosen && one.needsHost && !one.host),
    is_host_required: false,
    num_users: loadOptions.numUsers,
    spawn_rate: loadOptions.spawnRate,
    run_time: loadOptions.runTime,
    profile: parsedOptions.profile,
    worker_count: connectedWorkers(backend.workers),
    hide_common_options: activeShape === null ? null : !picker && !activeShape.useCommonOptions,
    shape_use_common_options: activeShape?.useCommonOptions ?? null,
    stats_history_enabled: parsedOptions.statsHistoryEnabled,
    tasks: '{}',
    extra_options: extraOptions(backend),
    show_userclass_picker: picker,
    available_user_classes: picker ? classes.map(({ name }) => name).sort() : null,
    available_shape_classes: ['Default', ...[...backend.shapes].sort()],
    available_user_tasks: picker ? Object.fromEntries(classes.map(({ name, tasks }) => [name, tasks])) : null,
    users: picker ? Object.fromEntries(classes.map((one) => [one.name, userSettings(one)])) : null,
    percentiles_to_chart: snapshot.stats.percentilesToChart,
    percentiles_to_statistics: snapshot.stats.percentilesToStatistics,
  };
}

/** The host that all classes of the test have; null if they differ. */
export function commonHost(classes: readonly PickableClass[]): string | null {
  const [host = null, ...others] = hostsOf(classes);
  return others.length === 0 ? host : null;
}

/** Those of the classes of the test. */
function hostsOf(classes: readonly PickableClass[]): ReadonlySet<string | null> {
  return new Set(classes.filter(({ isChosen }) => isChosen).map(({ host }) => host));
}

function userSettings({ host, weight, fixedCount, selectedTasks }: PickableClass): object {
  return { host, weight, fixed_count: fixedCount, tasks: selectedTasks };
}

/** The custom options. Values of secret ones are not sent. */
function extraOptions({ customFlags, environment }: Backend): object {
  const values = environment.parsedOptions as unknown as Readonly<Record<string, unknown>>;
  // Null is an option that the form has left empty.
  return Object.fromEntries(
    [...customFlags].map(([key, flag]) => {
      const value = key in values ? values[key] : flag.default;
      return [fieldName(key), extraOption(flag, value)];
    }),
  );
}

function extraOption({ choices, help, isSecret = false, isRequired = false, type }: Flag, value: unknown): object {
  return {
    choices: choices === undefined ? null : choices.map(String),
    default_value: isSecret ? null : value,
    help_text: help === '' ? null : help,
    is_multiple: type === 'texts',
    is_required: isRequired,
    is_secret: isSecret,
  };
}
