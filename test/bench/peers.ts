/** Other load testing tools, measured if they are installed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contender } from './contenders.js';

const folder = mkdtempSync(join(tmpdir(), 'tsloc-peers-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const count = (number: number) => String(number);

/** By the names that comparisons use. */
export const peers = {
  wrk: {
    name: 'wrk',
    program: 'wrk',
    install: 'apt-get install wrk',
    // It accepts whole seconds only.
    command: (url, connections, lifetime) => ['-t1', '-c', count(connections), '-d', `${Math.ceil(lifetime)}s`, url],
  },
  oha: {
    name: 'oha',
    program: 'oha',
    install: 'cargo install oha',
    command: (url, connections, lifetime) => ['--no-tui', '-c', count(connections), '-z', `${lifetime}s`, url],
  },
  hey: {
    name: 'hey',
    program: 'hey',
    install: 'apt-get install hey',
    command: (url, connections, lifetime) => ['-c', count(connections), '-z', `${lifetime}s`, url],
  },
  k6: {
    name: 'k6',
    program: 'k6',
    install: 'https://grafana.com/docs/k6/latest/set-up/install-k6/',
    command: (url, connections, lifetime) => {
      const text = `import http from 'k6/http'; export default () => { http.get('${url}'); };`;
      const limits = ['--vus', count(connections), '--duration', `${lifetime}s`];
      return ['run', '--quiet', '--no-summary', '--no-usage-report', ...limits, writeFile('users.js', text)];
    },
  },
  artillery: {
    name: 'Artillery',
    program: 'artillery',
    install: 'npm install -g artillery',
    command: (url, connections, lifetime) => [
      'run',
      '-q',
      writeFile('users.json', artilleryTest(url, connections, lifetime)),
    ],
  },
  locustFast: locust('Locust FastHttpUser', 'FastHttpUser'),
  locustHttp: locust('Locust HttpUser', 'HttpUser'),
} satisfies Record<string, Contender>;

function locust(name: string, userClass: string): Contender {
  const text = `from locust import ${userClass}, task
class Visitor(${userClass}):
    @task
    def visit(self):
        self.client.get("/")
`;
  return {
    name,
    program: process.env.TSLOC_BENCH_LOCUST ?? 'locust',
    install: 'pip install locust (or TSLOC_BENCH_LOCUST=<path of locust>)',
    command: (url, connections, lifetime) => {
      const users = ['-u', count(connections), '-r', count(connections), '-t', `${lifetime}s`];
      return ['-f', writeFile(`${userClass}.py`, text), '--headless', '--only-summary', '-H', url, ...users];
    },
  };
}

function artilleryTest(url: string, connections: number, lifetime: number): string {
  return JSON.stringify({
    config: { target: url, phases: [{ duration: 1, arrivalCount: connections }], http: { timeout: lifetime } },
    scenarios: [{ flow: [{ loop: [{ get: { url: '/' } }], count: 1_000_000 }] }],
  });
}

function writeFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
