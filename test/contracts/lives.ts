/** Runs one user against a misbehaving server, and checks both afterwards. */
import { Socket } from 'node:net';
import { expect, vi } from 'vitest';
import type { Environment } from '../../src/core/environment.js';
import { StopUser } from '../../src/core/signals.js';
import { bodyMemory } from '../../src/http/response/body-memory.js';
import type { HttpSession } from '../../src/http/session.js';
import { failureText } from '../../src/stats/failures.js';
import type { Sample } from '../../src/stats/sample.js';
import type { User } from '../../src/user/user.js';
import type { MisbehavingServer } from '../helpers/misbehaving/misbehaving-server.js';
import { newEnvironment, start } from '../helpers/users/start-user.js';

/** A user class with a client. */
export type HttpUserClass = abstract new (environment: Environment) => User & { readonly client: HttpSession };

export interface Life {
  readonly samples: readonly Sample[];
  /** The error text of each sample, as reports show it; null for a success. */
  readonly errors: readonly (string | null)[];
}

/** The only task of a user; `stop` ends the user at once, from outside. */
export type Script = (client: HttpSession, stop: () => void) => Promise<void>;

/** The server, and its number of open connections. */
export interface Peer extends Pick<MisbehavingServer, 'url' | 'open'> {
  /** Releases what a client has left. */
  hangUp?(): void;
}

/** Runs a user with `script` as its only task; resolves when it has ended and left nothing behind. */
export async function live(userClass: HttpUserClass, server: Peer, script: Script): Promise<Life> {
  const [active, seen, others] = [activeSockets(), clientSockets.seen, openSockets()];
  const { environment, samples, thrown } = newEnvironment({ host: server.url });
  const failed: unknown[] = [];
  await start(visitor(userClass, script, failed), environment).ended;
  if (failed.length > 0) throw failed[0];
  await vi.waitFor(() => expect(server.open, 'connections that the server still has').toBe(0), patience);
  await vi.waitFor(() => expect(openBesides(others), 'sockets that the client still has').toBe(0), patience);
  server.hangUp?.();
  await vi.waitFor(() => expect(activeSockets(), 'sockets of the process').toBeLessThanOrEqual(active), patience);
  expect(clientSockets.seen, 'sockets that the client has opened').toBeGreaterThan(seen);
  expect(thrown, 'exceptions in the task').toEqual([]);
  expect(bodyMemory.heldBytes, 'bytes of bodies that count as held').toBe(0);
  const errors = samples.map(({ exception }) => (exception === null ? null : failureText(exception)));
  return { samples, errors };
}

/** The exception of the script is kept: a user would only repeat it. */
function visitor(userClass: HttpUserClass, script: Script, failed: unknown[]): VisitorClass {
  const Base = userClass as VisitorClass;
  class Visitor extends Base {
    static tasks = [
      async (user: Visitor) => {
        try {
          await script(user.client, () => user.stop(true));
        } catch (error) {
          if (!(error instanceof StopUser)) failed.push(error);
        }
        throw new StopUser();
      },
    ];
  }
  return Visitor;
}

type VisitorClass = new (environment: Environment) => InstanceType<HttpUserClass>;

const patience = { timeout: 30_000, interval: 1 };

/** Sockets that keep this process alive, and attempts to connect; those of its servers too. */
function activeSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /^(TCPSocket|TCPConnect|TLS|GetAddrInfo)/.test(name)).length;
}

/** Every socket of this process that has ever tried to connect, until it is closed. */
const clientSockets = { open: new Set<Socket>(), seen: 0 };
const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;
Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  clientSockets.seen++;
  clientSockets.open.add(this);
  this.once('close', () => clientSockets.open.delete(this));
  return connect.apply(this, args);
};

/** Sockets of clients that are open. */
export function openSockets(): ReadonlySet<Socket> {
  return new Set(clientSockets.open);
}

/** The number of sockets in addition to those. */
export function openBesides(others: ReadonlySet<Socket>): number {
  return [...clientSockets.open].filter((socket) => !others.has(socket)).length;
}

/** Collects unhandled rejections; `check` fails if there were any. Node reports them after the microtasks. */
export function watchRejections() {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', note);
  return {
    async check() {
      await new Promise(setImmediate);
      expect(rejections, 'unhandled rejections').toEqual([]);
    },
    end: () => void process.off('unhandledRejection', note),
  };
}

/** The environment of the tests of one user class. */
export interface Bench {
  server: MisbehavingServer;
  /** {@link live} with this class and server. */
  go(script: Script): Promise<Life>;
}
