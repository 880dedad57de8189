/** API clients of an audio service: they submit URLs of recordings, alone and in batches, and poll for results. */
import { between, HttpUser, tag, task } from 'tsloc';
import type { Quality } from './audio.js';

/**
 * Sends an API key with each request. Polls its oldest open job, once a task, and fetches the result when it is done.
 * Each task sends exactly one request that no other task sends: `POST /api/analyze`, `GET /api/jobs/:id` and
 * `POST /api/batch`.
 */
export class ApiUser extends HttpUser {
  static override weight = 3;
  static override waitTime = between(0.5, 2);
  static override host = 'http://127.0.0.1:8000';

  static apiKey = 'demo-api-key';
  /** Shares of the qualities among analyses. */
  static qualityShares: Readonly<Record<Quality, number>> = { high: 0.2, medium: 0.6, low: 0.2 };
  /** The base URL of the recordings. */
  static recordingsUrl = 'https://recordings.example';
  /** Number of recordings. */
  static recordings = 10_000;
  /** Minimum and maximum number of recordings in a batch. */
  static batchSizes: readonly [number, number] = [2, 10];
  /** Called by the service when a batch is done. */
  static webhookUrl = 'https://programs.example/analysis-done';
  /** Number of open jobs that a user remembers; the newest ones. */
  static rememberedJobs = 10;

  /** Ids of jobs that were not done at the last poll, oldest first. */
  protected openJobs: string[] = [];

  override onStart(): void {
    this.client.headers['x-api-key'] = this.settings.apiKey;
  }

  @tag('rate-limit')
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
    const { batchSizes, webhookUrl } = this.settings;
    const [fewest, most] = batchSizes;
    const items = Array.from({ length: this.random.integer(fewest, most) }, () => this.recording());
    await this.submit('/api/batch', { items, webhookUrl });
  }

  /** The static properties of the class that runs, which may be a subclass. */
  protected get settings(): typeof ApiUser {
    return this.constructor as typeof ApiUser;
  }

  /** The part of a request that describes a recording. */
  protected recording(): { audioUrl: string; quality: Quality } {
    const { recordingsUrl, recordings, qualityShares } = this.settings;
    const audioUrl = `${recordingsUrl}/${this.random.integer(1, recordings)}.wav`;
    return { audioUrl, quality: this.random.weighted(qualityShares) };
  }

  /** Submits a job and remembers its id. */
  protected async submit(url: string, json: object): Promise<void> {
    const response = await this.client.post(url, { name: url, json });
    if (!response.ok) return;
    const { id } = response.json<{ id: string }>();
    this.openJobs = [...this.openJobs, id].slice(-this.settings.rememberedJobs);
  }

  /** The newest job of the account, for a user without open jobs. */
  protected async latestJob(): Promise<string | undefined> {
    const response = await this.client.get('/api/jobs', { name: '/api/jobs', params: { limit: 1 } });
    return response.ok ? response.json<{ jobs: { id: string }[] }>().jobs[0]?.id : undefined;
  }
}
