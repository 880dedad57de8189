import { describe, expect, it } from 'vitest';
import { pagePlan } from '../../../src/cli/options/page-options.js';
import { makeOptions, type Options } from '../../../src/core/options/options.js';

const plan = (given: Partial<Options>) => pagePlan(makeOptions(given));

describe('pagePlan', () => {
  it('shows the page and waits for the start button by default', () => {
    expect(plan({})).toMatchObject({
      web: { host: '', port: 8089, basePath: '', tls: null },
      autostart: false,
      quitAfterSeconds: null,
    });
  });

  it.each([
    [{ headless: true }, { web: null, autostart: true, quitAfterSeconds: 0 }],
    [{ headless: true, headful: true }, { autostart: false }],
    [{ autostart: true }, { autostart: true, quitAfterSeconds: null }],
    [
      { autostart: true, autoquit: 5 },
      { autostart: true, quitAfterSeconds: 5 },
    ],
    [{ webBasePath: '/load/' }, { web: { basePath: '/load' } }],
    [{ headless: true, tlsCert: 'a.pem' }, { web: null }],
    [{ tlsCert: 'a.pem', tlsKey: 'a.key' }, { web: { tls: { cert: 'a.pem', key: 'a.key' } } }],
  ] as [Partial<Options>, object][])('plans %j', (given, expected) => expect(plan(given)).toMatchObject(expected));

  it.each([
    [{ autoquit: 5 }, 'Expected --autostart with --autoquit, got --autoquit alone.'],
    [{ autoquit: 5, headless: true }, 'Expected --autostart with --autoquit, got --autoquit alone.'],
    [{ tlsCert: 'a.pem' }, 'Expected --tls-key with --tls-cert, got --tls-cert alone.'],
    [{ tlsKey: 'a.key' }, 'Expected --tls-cert with --tls-key, got --tls-key alone.'],
    [{ webBasePath: 'load' }, "argument --web-base-path: expected a path that begins with /, got 'load'"],
  ] as [Partial<Options>, string][])('refuses %j with exit code 1', (given, message) => {
    expect(() => plan(given)).toThrow(expect.objectContaining({ code: 'BAD_OPTION', exitCode: 1, message }));
  });
});
