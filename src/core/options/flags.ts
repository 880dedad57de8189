/** The option table: command line, environment variables, configuration files, help and docs/cli.md come from it. */
import { clusterFlags } from './flags/cluster-flags.js';
import { commonFlags } from './flags/common-flags.js';
import { otherFlags } from './flags/other-flags.js';
import { resultFlags } from './flags/result-flags.js';
import { scenarioFlags } from './flags/scenario-flags.js';
import { targetFlags } from './flags/target-flags.js';
import { webFlags } from './flags/web-flags.js';

export type { Flag, FlagType } from './flags/flag.js';

/** Keys are the names in `environment.parsedOptions`: Locust's `dest` names in camelCase. */
export const flags = {
  ...commonFlags,
  ...webFlags,
  ...clusterFlags,
  ...resultFlags,
  ...scenarioFlags,
  ...targetFlags,
  ...otherFlags,
} as const;

/** The key of an option. */
export type FlagKey = keyof typeof flags;
