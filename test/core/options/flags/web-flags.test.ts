import { expect, it } from 'vitest';
import { webFlags } from '../../../../src/core/options/flags/web-flags.js';
import type { Flag } from '../../../../src/core/options/flags.js';

/** Locust's table: names, environment variable, type, default. */
const ofLocust: Readonly<Record<string, readonly unknown[]>> = {
  webHost: ['--web-host', 'LOCUST_WEB_HOST', 'text', ''],
  webPort: ['-P --web-port', 'LOCUST_WEB_PORT', 'integer', 8089],
  webBasePath: ['--web-base-path', 'LOCUST_WEB_BASE_PATH', 'text', ''],
  webLogin: ['--web-login', 'LOCUST_WEB_LOGIN', 'flag', false],
  tlsCert: ['--tls-cert', 'LOCUST_TLS_CERT', 'text', ''],
  tlsKey: ['--tls-key', 'LOCUST_TLS_KEY', 'text', ''],
  classPicker: ['--class-picker', 'LOCUST_USERCLASS_PICKER', 'flag', false],
  headless: ['--headless', 'LOCUST_HEADLESS', 'flag', false],
  autostart: ['--autostart', 'LOCUST_AUTOSTART', 'flag', false],
  autoquit: ['--autoquit', 'LOCUST_AUTOQUIT', 'integer', -1],
  headful: ['--headful', 'LOCUST_HEADFUL', 'flag', false],
  webHostDisplayName: ['--web-host-display-name', 'LOCUST_WEB_HOST_DISPLAY_NAME', 'text', null],
  buildPath: ['--build-path', 'LOCUST_BUILD_PATH', 'text', null],
};

it.each(Object.entries(ofLocust))('%s is as in Locust', (key, expected) => {
  const flag: Flag = (webFlags as Readonly<Record<string, Flag>>)[key] as Flag;
  const names = [flag.short, flag.long].filter((name) => name !== undefined).join(' ');
  expect([names, flag.env, flag.type, flag.default]).toEqual(expected);
});

it('hides what Locust hides', () => {
  const hidden = Object.entries<Flag>(webFlags).filter(([, flag]) => flag.isHidden);
  expect(hidden.map(([key]) => key)).toEqual(['headful', 'webHostDisplayName', 'buildPath']);
});
