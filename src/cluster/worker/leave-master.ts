/** What a worker does before it leaves: it stops its users, reports the rest, and waits until its master confirms it. */
import type { Logger } from '../../util/log/log.js';
import { now, settlesWithin } from '../../util/loop/clock.js';
import type { Conditions } from '../condition.js';

/** A Python master stops listening half a second after its `quit`. */
const masterListensMs = 350;
/** How long a leaving worker waits for the acknowledgement of its last report, ms. */
const lastAnswerWaitMs = 3_000;
const answerCheckMs = 300;

/** The parts of a worker that this uses. */
export interface LeavingParts {
  readonly runner: { stopUsers(): Promise<void> };
  readonly heartbeats: { readonly isMasterTsloc: boolean; send(): void };
  readonly reports: { readonly isAcknowledged: boolean; resend(): void };
  readonly leases: { readonly isSettled: boolean; giveBack(): void; keepUp(): void };
  readonly registration: { readonly isJoined: boolean };
  /** Checked at each answer of the master. */
  readonly answers: Conditions;
  readonly logger: Logger;
  /** Sends the last report, unless no master knows this worker. */
  readonly report: () => void;
  readonly sendLog: () => void;
}

/** Resolves when a tsloc master has confirmed the last report, or after three seconds; at once for other masters. */
export async function reportBeforeLeaving(parts: LeavingParts): Promise<void> {
  const { runner, heartbeats, leases, registration, report, sendLog } = parts;
  const stopped = runner.stopUsers();
  if (!heartbeats.isMasterTsloc) {
    await settlesWithin(masterListensMs, stopped);
    report();
  }
  await stopped;
  leases.giveBack();
  report();
  if (!registration.isJoined) return;
  sendLog();
  if (heartbeats.isMasterTsloc) await awaitLastAnswer(parts);
}

async function awaitLastAnswer({ heartbeats, reports, leases, answers, logger }: LeavingParts): Promise<void> {
  const end = now() + lastAnswerWaitMs;
  while (now() < end) {
    heartbeats.send();
    if (await answers.until(() => reports.isAcknowledged && leases.isSettled, answerCheckMs)) return;
    reports.resend();
    leases.keepUp();
  }
  logger.warning('The master has not confirmed the last reports: its results may lack what they count.');
}
