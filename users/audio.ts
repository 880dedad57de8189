/** Users of an audio service: they upload recordings, request analyses and fetch the results. */
import { between, type HttpResponse, HttpUser, type RequestOptions, tag, task } from 'tsloc';
import { wavFile } from './wav.js';

export type FileSize = 'small' | 'medium' | 'large';
export type Quality = 'high' | 'medium' | 'low';

/**
 * Logs in when it starts, and again when its token has expired. Extend it to change what it does: static properties
 * configure it, protected methods are the steps of its tasks. `fileSizes`, `distribution` and `qualityRequirements` of a
 * scenario's workload override the static properties.
 *
 * Each task sends a request that no other task sends, so that tasks can be counted in the results:
 * `POST /files/:id/analyze`, `GET /files/:id/results`, `GET /files`, `GET /files/:id` (of a new upload) and
 * `GET /search`. A task that needs a file uploads one if there is none yet.
 */
export class AudioUser extends HttpUser {
  static override weight = 5;
  static override waitTime = between(1, 5);
  static override host = 'http://127.0.0.1:8000';

  /** Number of accounts; each user logs in to one of them, chosen by the seed. */
  static accounts = 100_000;
  static password = 'demo-password';
  /** Minimum and maximum seconds of sound in an upload, by size. */
  static durations: Readonly<Record<FileSize, readonly [number, number]>> = {
    small: [5, 30],
    medium: [30, 120],
    large: [120, 300],
  };
  /** Shares of the sizes among uploads. */
  static sizeShares: Readonly<Record<FileSize, number>> = { small: 0.6, medium: 0.3, large: 0.1 };
  /** Shares of the qualities among analyses. */
  static qualityShares: Readonly<Record<Quality, number>> = { high: 0.2, medium: 0.6, low: 0.2 };
  /** Samples per second of sound, each of 2 bytes. */
  static sampleRate = 8000;
  static genres: readonly string[] = ['ambient', 'classical', 'folk', 'jazz', 'podcast', 'rock'];
  static tags: readonly string[] = ['demo', 'draft', 'final', 'instrumental', 'live', 'remix', 'vocal'];
  /** Number of files that a user remembers; the newest ones. */
  static rememberedFiles = 20;
  /** Files per page of the list. */
  static pageSize = 20;

  protected username = '';
  /** Ids of the files that this user has uploaded, oldest first. */
  protected fileIds: string[] = [];
  /** Genres and tags of its files, for searches. */
  protected readonly usedGenres = new Set<string>();
  protected readonly usedTags = new Set<string>();

  override async onStart(): Promise<void> {
    this.username = `listener-${this.random.integer(1, this.settings.accounts)}`;
    await this.login();
  }

  @tag('authenticated')
  @task(3)
  async analyzeAudio(): Promise<void> {
    const id = await this.someFile();
    if (id === undefined) return;
    const quality = this.random.weighted(this.workload.qualityRequirements ?? this.settings.qualityShares);
    await this.send('POST', '/files/:id/analyze', { json: { quality } }, id);
    await this.send('GET', '/files/:id/status', {}, id);
  }

  @tag('authenticated')
  @task(2)
  async viewResults(): Promise<void> {
    const id = await this.someFile();
    if (id !== undefined) await this.send('GET', '/files/:id/results', {}, id);
  }

  @tag('authenticated')
  @task(2)
  async listFiles(): Promise<void> {
    await this.send('GET', '/files', { params: { page: 1, limit: this.settings.pageSize } });
  }

  @tag('authenticated')
  @task(1)
  async uploadFile(): Promise<void> {
    const id = await this.upload();
    if (id !== undefined) await this.send('GET', '/files/:id', {}, id);
  }

  @tag('authenticated')
  @task(1)
  async searchFiles(): Promise<void> {
    const words = [...this.usedGenres, ...this.usedTags];
    const q = this.random.pick(words.length > 0 ? words : this.settings.genres);
    await this.send('GET', '/search', { params: { q } });
  }

  /** The static properties of the class that runs, which may be a subclass. */
  protected get settings(): typeof AudioUser {
    return this.constructor as typeof AudioUser;
  }

  /** Gets a token and sends it with each later request; without a token, later requests fail. */
  protected async login(): Promise<void> {
    const json = { username: this.username, password: this.settings.password };
    delete this.client.headers.authorization;
    const response = await this.client.post('/auth/login', { name: '/auth/login', json });
    if (response.ok) this.client.headers.authorization = `Bearer ${response.json<{ token: string }>().token}`;
  }

  /**
   * Sends an authenticated request, reported under `route`, in which `:id` stands for `id`. After a 401 it logs in and
   * sends the request again, reported separately; the 401 of an expired token is not a failure.
   */
  protected async send(method: string, route: string, options: RequestOptions, id = ''): Promise<HttpResponse> {
    const url = route.replace(':id', id);
    const first = await this.sendOnce(method, url, { ...options, name: route, catchResponse: true });
    if (first.status !== 401) return first;
    await this.login();
    return this.client.request(method, url, { ...options, name: route });
  }

  /** One of the user's files; uploads the first one. Undefined if that fails. */
  protected async someFile(): Promise<string | undefined> {
    return this.fileIds.length > 0 ? this.random.pick(this.fileIds) : this.upload();
  }

  /** Uploads a recording and remembers its id, genre and tags. Returns the id; undefined if the upload failed. */
  protected async upload(): Promise<string | undefined> {
    const { genres, tags, rememberedFiles } = this.settings;
    const genre = this.random.pick(genres);
    const chosen = new Set([this.random.pick(tags), this.random.pick(tags)]);
    const body = new FormData();
    body.set('file', this.recording());
    body.set('genre', genre);
    body.set('tags', [...chosen].join(','));
    const response = await this.send('POST', '/files', { body });
    if (!response.ok) return undefined;
    const { id } = response.json<{ id: string }>();
    this.fileIds = [...this.fileIds, id].slice(-rememberedFiles);
    this.usedGenres.add(genre);
    for (const tag of chosen) this.usedTags.add(tag);
    return id;
  }

  /** A recording of a random size, by the shares of the scenario's workload, else of the class. */
  protected recording(): File {
    const { sizeShares, durations, sampleRate } = this.settings;
    const { distribution = sizeShares, fileSizes = durations } = this.workload;
    const size = this.random.weighted(distribution);
    const range = fileSizes[size] ?? durations[size as FileSize];
    if (range === undefined)
      throw new Error(`Expected fileSizes of the workload to have '${size}', as its distribution has.`);
    const [shortest, longest] = range;
    return wavFile(`${size}.wav`, this.random.between(shortest, longest), sampleRate);
  }

  private async sendOnce(method: string, url: string, options: RequestOptions): Promise<HttpResponse> {
    using response = await this.client.request(method, url, options);
    if (response.status === 401 && response.text().includes('token_expired')) response.success();
    return response;
  }
}
