/** Programs that use an audio service: they submit recordings by address, alone and in batches, and poll. */
import { between, HttpUser, task } from 'tsloc';
import type { Quality } from './audio.js';

/**
 * Sends an API key with everything. It polls its oldest open job once a task until that is done, and then takes the
 * result; so each task makes exactly one request that no other task makes: `POST /api/analyze`, `GET /api/jobs/:id`
 * and `POST /api/batch`.
 */
export class ApiUser extends HttpUser {
  static override weight = 3;
  static override waitTime = between(0.5, 2);
  static override host = 'http://127.0.0.1:8000';

  static apiKey = 'demo-api-key';
  /** How analyses divide into qualities. */
  static qualityShares: Readonly<Record<Quality, number>> = { high: 0.2, medium: 0.6, low: 0.2 };
  /** Where the recordings are said to be. */
  static recordingsUrl = 'https://recordings.example';
  /** How many recordings there are. */
  static recordings = 10_000;
  /** The fewest and the most recordings of a batch. */
  static batchSizes: readonly [number, number] = [2, 10];
  /** Whom the service should tell when a batch is done. */
  static webhookUrl = 'https://programs.example/analysis-done';
  /** How many open jobs a user remembers, the newest ones. */
  static rememberedJobs = 10;

  /** Ids of jobs that were not done when last seen, oldest first. */
  protected openJobs: string[] = [];

  override onStart(): void {
    this.client.headers['x-api-key'] = this.workload.apiKey;
  }

  @task(5)
  async apiAnalyze(): Promise<void> {
    await this.submit('/api/analyze', this.recording());
  }

  @task(3)
  async apiGetStatus(): Promise<void> {
    const id = this.openJobs[0] ?? (await this.latestJob());
    if (id === undefined) return;
    const response = await this.client.get(`/api/jobs/${id}`, { name: '/api/jobs/:id' });
    const done = response.ok && response.json<{ status: string }>().status === 'done';
    if (done || response.status === 404) this.openJobs = this.openJobs.filter((job) => job !== id);
    if (done) await this.client.get(`/api/jobs/${id}/result`, { name: '/api/jobs/:id/result' });
  }

  @task(2)
  async apiBatchProcess(): Promise<void> {
    const { batchSizes, webhookUrl } = this.workload;
    const [fewest, most] = batchSizes;
    const items = Array.from({ length: this.random.integer(fewest, most) }, () => this.recording());
    await this.submit('/api/batch', { items, webhookUrl });
  }

  /** The statics of the class that runs, which may be a subclass. */
  protected get workload(): typeof ApiUser {
    return this.constructor as typeof ApiUser;
  }

  /** What one recording looks like in a request. */
  protected recording(): { audioUrl: string; quality: Quality } {
    const { recordingsUrl, recordings, qualityShares } = this.workload;
    const audioUrl = `${recordingsUrl}/${this.random.integer(1, recordings)}.wav`;
    return { audioUrl, quality: this.random.weighted(qualityShares) };
  }

  /** Submits a job and remembers its id. */
  protected async submit(url: string, json: object): Promise<void> {
    const response = await this.client.post(url, { name: url, json });
    if (!response.ok) return;
    const { id } = response.json<{ id: string }>();
    this.openJobs = [...this.openJobs, id].slice(-this.workload.rememberedJobs);
  }

  /** The newest job of the account, for a user that has no open job of its own. */
  protected async latestJob(): Promise<string | undefined> {
    const response = await this.client.get('/api/jobs', { name: '/api/jobs', params: { limit: 1 } });
    return response.ok ? response.json<{ jobs: { id: string }[] }>().jobs[0]?.id : undefined;
  }
}
