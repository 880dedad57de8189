import { expect, it } from 'vitest';
import { warnOfHosts } from '../../../src/cli/run/warn-of-hosts.js';
import { HttpUser } from '../../../src/protocols/http/http-user.js';
import { freePort } from '../../helpers/processes/cli.js';
import { serve } from '../../helpers/servers/server.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

it('warns once of each host at which nothing listens, without its credentials', async () => {
  const [{ url }, port] = [await serve((_request, response) => response.end()), await freePort()];
  const classOf = (host: string) => {
    const made = class extends HttpUser {};
    made.host = host;
    return made;
  };
  const dead = `http://user:secret@127.0.0.1:${port}`;
  const { environment, log } = makeEnvironment({}, [url, dead, dead].map(classOf));
  await warnOfHosts(environment);
  expect(log).toEqual([`WARNING/locust.main: Nothing answers at http://127.0.0.1:${port}.`]);
});

it.each([
  [
    'http://does-not-exist.invalid',
    /The name of http:\/\/does-not-exist\.invalid is not known to DNS \(\w+\): check it/,
  ],
  [
    'http://127.0.0.2/',
    /Nothing answers at http:\/\/127\.0\.0\.2\/ \(port 80\)\..*\n.*ends with \/, so that the path \/login/,
  ],
])('describes the problem of %s', async (host, warning) => {
  const visitor = class extends HttpUser {};
  visitor.host = host;
  const { environment, log } = makeEnvironment({}, [visitor]);
  await warnOfHosts(environment);
  expect(log.join('\n')).toMatch(warning);
});
