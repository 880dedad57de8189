import { expect, it } from 'vitest';
import { warnOfSilentHosts } from '../../src/cli/warn-silent-hosts.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { freePort } from '../helpers/cli.js';
import { makeEnvironment } from '../helpers/logged-environment.js';
import { serve } from '../helpers/server.js';

it('warns once of each host at which nothing listens, without its credentials', async () => {
  const [{ url }, port] = [await serve((_request, response) => response.end()), await freePort()];
  const classOf = (host: string) => {
    const made = class extends HttpUser {};
    made.host = host;
    return made;
  };
  const dead = `http://user:secret@127.0.0.1:${port}`;
  const { environment, log } = makeEnvironment({}, [url, dead, dead].map(classOf));
  await warnOfSilentHosts(environment);
  expect(log).toEqual([`WARNING/locust.main: Nothing answers at http://127.0.0.1:${port}.`]);
});
