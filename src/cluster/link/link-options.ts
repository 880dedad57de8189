/** Where a master listens and a worker connects: what `createMasterLink` and `createWorkerLink` of create-link.ts take. */
import type { ZmtpLimits } from '../zmtp/limits.js';

/** Options of a master's link. */
export interface MasterLinkOptions {
  /** `*` for all addresses. Default `*`. */
  readonly host?: string;
  /** 0 for any free port. Default 5557. */
  readonly port?: number;
  /** A secret that all nodes share: connections are encrypted, and nodes without it are refused. Default none. */
  readonly token?: string;
  readonly limits?: Partial<ZmtpLimits>;
}

/** Options of a worker's link. */
export interface WorkerLinkOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 5557. */
  readonly port?: number;
  /** The secret of the master. */
  readonly token?: string;
  /** Default: a new one. */
  readonly identity?: string;
  readonly limits?: Partial<ZmtpLimits>;
}
