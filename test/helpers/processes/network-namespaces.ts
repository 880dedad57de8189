/** Two hosts of one test, in network namespaces: a network for the nodes, which can be cut, and one for the load. */
import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';

/** Why this machine cannot have them; undefined if it can. */
export const noNamespaces = reasonAgainst();
if (noNamespaces !== undefined) console.log(`network namespaces are not tested: ${noNamespaces}`);

export type Cut = 'link down' | 'packets lost';

export interface TwoHosts {
  /** Put before a command, it runs on that host. */
  readonly master: readonly string[];
  readonly worker: readonly string[];
  /** Of the master, in each network. */
  readonly nodeAddress: string;
  readonly loadAddress: string;
  /** Cuts the network of the nodes. `link down`: their hosts notice; `packets lost`: nobody is told. */
  cut(manner: Cut): void;
  heal(manner: Cut): void;
}

/** Creates them; they are gone when the test is over. */
export function createTwoHosts(): TwoHosts {
  const id = `tsloc-${process.pid}`;
  const [master, worker] = [`${id}-m`, `${id}-w`];
  onTestFinished(() => {
    for (const name of [master, worker]) tryTo('netns', 'delete', name);
  });
  for (const name of [master, worker]) {
    ip('netns', 'add', name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
  }
  for (const [i, network] of ['nodes', 'load'].entries()) {
    ip('link', 'add', network, 'netns', master, 'type', 'veth', 'peer', 'name', network, 'netns', worker);
    for (const [j, name] of [master, worker].entries()) {
      ip('-n', name, 'address', 'add', `10.213.${i + 1}.${j + 1}/24`, 'dev', network);
      ip('-n', name, 'link', 'set', network, 'up');
    }
  }
  const hosts = [master, worker];
  const wrongNeighbour = (action: string, host: string) => {
    return ['neighbour', action, host === master ? '10.213.1.2' : '10.213.1.1', 'dev', 'nodes'];
  };
  return {
    master: ['ip', 'netns', 'exec', master],
    worker: ['ip', 'netns', 'exec', worker],
    nodeAddress: '10.213.1.1',
    loadAddress: '10.213.2.1',
    cut(manner) {
      if (manner === 'link down') ip('-n', master, 'link', 'set', 'nodes', 'down');
      else
        for (const host of hosts)
          ip('-n', host, ...wrongNeighbour('replace', host), 'lladdr', noCard, 'nud', 'permanent');
    },
    heal(manner) {
      if (manner === 'link down') ip('-n', master, 'link', 'set', 'nodes', 'up');
      else for (const host of hosts) ip('-n', host, ...wrongNeighbour('delete', host));
    },
  };
}

/** Packets to it go out, and arrive nowhere. */
const noCard = '02:00:00:00:00:01';

function reasonAgainst(): string | undefined {
  const name = `tsloc-${process.pid}-try`;
  try {
    ip('netns', 'add', name);
    ip('link', 'add', 'try', 'netns', name, 'type', 'veth', 'peer', 'name', 'tried', 'netns', name);
    return undefined;
  } catch (error) {
    return (error as Error).message.trim().split('\n').at(-1);
  } finally {
    tryTo('netns', 'delete', name);
  }
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

function tryTo(...args: readonly string[]): void {
  try {
    ip(...args);
  } catch {
    // it is not there
  }
}
