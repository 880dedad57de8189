/** The spikes of a scenario that extends another one: what it inherits, in proportion to its own number of users. */
import { usersOf } from './create-load.js';
import type { ScenarioSettings, SpikeSettings } from './settings.js';

/**
 * The merged spikes: `spikes: { every: 5m }` changes the interval alone. Own users above spikes with an inherited number of
 * users are the peak, like `--users`: the users between the spikes and the spawn rate keep their proportions to it.
 */
export function mergeSpikes(base: ScenarioSettings, own: ScenarioSettings): ScenarioSettings {
  const isReplaced = own.stages !== undefined || own.day !== undefined;
  const spikes = own.spikes ?? (isReplaced ? undefined : base.spikes);
  if (spikes === undefined) return {};
  if (own.spikes?.users !== undefined || own.spikes?.multiplier !== undefined) {
    const { users: _, multiplier: __, ...rest } = base.spikes ?? {};
    return { spikes: { ...rest, ...own.spikes } };
  }
  return scaleToPeak(base, own, { ...base.spikes, ...spikes });
}

function scaleToPeak(base: ScenarioSettings, own: ScenarioSettings, spikes: SpikeSettings): ScenarioSettings {
  const between = usersOf(base);
  if (own.users === undefined || between === null || spikes.users === undefined) return { spikes };
  const factor = own.users / Math.max(1, between, spikes.users);
  const inheritedRate = own.spawnRate === undefined && own.rampUp === undefined ? base.spawnRate : undefined;
  return {
    users: Math.round(between * factor),
    spikes: { ...spikes, users: Math.round(spikes.users * factor) },
    ...(inheritedRate === undefined ? {} : { spawnRate: inheritedRate * factor || 1 }),
  };
}
