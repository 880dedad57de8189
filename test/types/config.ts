/** What compiles of a configuration, and what does not: checked only by the type checker. */
import { defineConfig } from 'tsloc';

defineConfig({ users: 1, spawnRate: 0.5, runTime: 60, csvFullHistory: true, loglevel: 'DEBUG', webPort: 80 });
defineConfig({ runTime: '1h30m', configUsers: [{ user_class_name: 'A', weight: 2 }], userClasses: ['A'] });
// @ts-expect-error: a number is expected
defineConfig({ users: '1' });
// @ts-expect-error: not a level
defineConfig({ loglevel: 'LOUD' });
// @ts-expect-error: the name is spawnRate
defineConfig({ spawnrate: 1 });
