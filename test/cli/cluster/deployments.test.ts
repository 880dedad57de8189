/**
 * The command lines and variables with which tools made for Locust start its nodes: tsloc in its place. Files are mounted
 * as Kubernetes mounts a ConfigMap, by symbolic links. A test's own ports come last: the last value of an option counts.
 */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, freePort, imports, startTsloc } from '../../helpers/processes/cli.js';
import { serveVisitors } from '../../helpers/processes/visitors.js';

const file = `${imports}
import { path } from './paths.ts';
export class Visitor extends HttpUser {
  static waitTime = constant(0.05);
  @task async get() { await this.client.get(path); }
}
`;

interface Node {
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
}

interface Deployment {
  readonly tool: string;
  master(file: string): Node;
  worker(file: string): Node;
  /** Whether the test starts by itself, and the master ends with it; else it is started on the page. */
  readonly startsItself: boolean;
}

const load = ['--users', '4', '--spawn-rate', '4', '--run-time', '2s'];

const deployments: readonly Deployment[] = [
  {
    tool: 'docker compose, as in docs/distributed.md',
    master: (path) => ({ args: ['-f', path, '--master', '--expect-workers', '1', '--headless', ...load] }),
    worker: (path) => ({ args: ['-f', path, '--worker', '--master-host', '127.0.0.1'] }),
    startsItself: true,
  },
  {
    tool: 'Helm chart deliveryhero/locust 0.35.0',
    // docker-entrypoint.sh: exec {{ loadtest.locustCmd }} $@
    master: (path) => ({ args: ['--master'], env: { LOCUST_LOGLEVEL: 'INFO', LOCUST_LOCUSTFILE: path } }),
    worker: (path) => ({
      args: ['--worker'],
      env: {
        LOCUST_MASTER_NODE_HOST: '127.0.0.1',
        LOCUST_MASTER_NODE_PORT: '5557',
        LOCUST_LOGLEVEL: 'INFO',
        LOCUST_LOCUSTFILE: path,
      },
    }),
    startsItself: false,
  },
  {
    tool: 'locust-k8s-operator (locust.io/v1 and v2)',
    master: (path) => ({
      args: [
        ...['--locustfile', path, ...load, '--master', '--master-port=5557', '--expect-workers=1', '--autostart'],
        ...['--autoquit', '60', '--enable-rebalancing', '--only-summary', '--autoquit', '0'],
      ],
    }),
    worker: (path) => ({ args: ['--locustfile', path, '--worker', '--master-port=5557', '--master-host=127.0.0.1'] }),
    startsItself: true,
  },
  {
    tool: "Locust's own operator (locust.cloud/v1)",
    // One `args` for both roles.
    master: (path) => ({ args: ['--master', '-f', path, '--headless', '--expect-workers', '1', ...load] }),
    worker: (path) => ({
      args: ['--worker', '--master-host', '127.0.0.1', '-f', path, '--headless', '--expect-workers', '1', ...load],
    }),
    startsItself: true,
  },
];

const visited = serveVisitors();

/** `kubectl create configmap --from-file`, mounted: each file is a link into a folder that is a link, too. */
function mountConfigMap(): string {
  const contents = { 'users.ts': file, 'paths.ts': "export const path = '/a';\n" };
  const version = '..2026_11_30_03_00_00.123456789';
  const files = Object.entries(contents).map(([name, text]) => [`${version}/${name}`, text]);
  const folder = folderWith(Object.fromEntries(files));
  symlinkSync(version, join(folder, '..data'));
  for (const name of Object.keys(contents)) symlinkSync(join('..data', name), join(folder, name));
  return folder;
}

describe.each(deployments)('$tool', ({ master, worker, startsItself }) => {
  it('starts a master and a worker, which run a test', async () => {
    const cwd = mountConfigMap();
    const [bindPort, webPort] = [String(await freePort()), String(await freePort())];
    const start = ({ args, env = {} }: Node, own: readonly string[]) =>
      startTsloc([...args, ...own], {
        cwd,
        // As a service called tsloc-master would set it.
        env: { LOCUST_HEADLESS: 'false', LOCUST_HOST: visited.url, TSLOC_MASTER_PORT: 'tcp://10.96.0.5:5557', ...env },
      });
    const bind = ['--master-bind-host', '127.0.0.1', '--master-bind-port', bindPort];
    const path = join(cwd, 'users.ts');
    const nodes = [
      start(master(path), [...bind, '--web-host', '127.0.0.1', '--web-port', webPort, '--csv', 'out']),
      start(worker(path), ['--master-port', bindPort]),
    ];
    if (!startsItself) {
      await nodes[0]?.printed(/1 workers connected/);
      const page = `http://127.0.0.1:${webPort}`;
      expect((await fetch(page)).status).toBe(200); // the readiness probe
      await fetch(`${page}/swarm`, { method: 'POST', body: new URLSearchParams({ user_count: '4', spawn_rate: '4' }) });
      await expect.poll(() => visited.served).toBeGreaterThan(10);
      nodes[0]?.kill('SIGTERM'); // the pod is deleted
    }
    const outcomes = await Promise.all(nodes.map(({ ended }) => ended));
    expect(
      outcomes.map(({ exitCode }) => exitCode),
      outcomes.map(({ stderr }) => stderr).join('\n'),
    ).toEqual([0, 0]);
    expect(visited.served).toBeGreaterThan(10);
  });
});
