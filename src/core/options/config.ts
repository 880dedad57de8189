/** The type of `tsloc.config.ts`, derived from the option table. */
import type { Flag, FlagKey, flags } from './flags.js';

type CamelCase<Text extends string> = Text extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Text;

/** `--spawn-rate` is `spawnRate`. */
type ConfigName<F extends Flag> = F['long'] extends `--${infer Name}` ? CamelCase<Name> : never;

type ConfigValue<F extends Flag> = F['type'] extends 'flag'
  ? boolean
  : F['type'] extends 'words'
    ? string | readonly (string | object)[]
    : F['type'] extends 'texts'
      ? string | readonly string[]
      : F['type'] extends 'integer' | 'rate' | 'number'
        ? number
        : F['type'] extends 'timeSpan'
          ? number | string
          : F extends { choices: readonly (infer C)[] }
            ? C
            : string;

/**
 * Options by their long names in camelCase: `{ users: 100, spawnRate: 10, runTime: '5m' }`. Options that a locustfile
 * adds have the names and types of `TslocOptions`.
 */
export type TslocConfig = {
  readonly [K in FlagKey as ConfigName<(typeof flags)[K]>]?: ConfigValue<(typeof flags)[K]>;
} & Partial<Omit<TslocOptions, 'proxyVariables' | 'workload'>>;

/** Returns `config`: it gives the default export of `tsloc.config.ts` its type. */
export function defineConfig(config: TslocConfig): TslocConfig {
  return config;
}
