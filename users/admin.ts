/** Administrators of an audio service: they watch its dashboard and health, and change plans of accounts. */
import { between, HttpUser, task } from 'tsloc';

/** Sends the admin token with each request. Its tasks send `GET /admin/dashboard`, `GET /health`, `GET /admin/users`. */
export class AdminUser extends HttpUser {
  static override weight = 1;
  static override waitTime = between(5, 10);
  static override host = 'http://127.0.0.1:8000';

  static token = 'demo-admin-token';
  /** Accounts per page of the list. */
  static pageSize = 20;
  /** The plans that accounts are changed to. */
  static plans: readonly string[] = ['free', 'pro'];

  override onStart(): void {
    this.client.headers.authorization = `Bearer ${this.settings.token}`;
  }

  @task(3)
  async viewDashboard(): Promise<void> {
    await this.client.get('/admin/dashboard', { name: '/admin/dashboard' });
  }

  @task(2)
  async systemHealthCheck(): Promise<void> {
    using response = await this.client.get('/health', { name: '/health', catchResponse: true });
    if (!response.ok) return;
    const { status } = response.json<{ status: string }>();
    if (status !== 'ok') response.failure(`Expected the status ok, got ${status}.`);
  }

  @task(1)
  async manageUsers(): Promise<void> {
    const { pageSize, plans } = this.settings;
    const response = await this.client.get('/admin/users', { name: '/admin/users', params: { limit: pageSize } });
    const users = response.ok ? response.json<{ users: { id: string }[] }>().users : [];
    if (users.length === 0) return;
    const { id } = this.random.pick(users);
    const json = { plan: this.random.pick(plans) };
    await this.client.patch(`/admin/users/${encodeURIComponent(id)}`, { name: '/admin/users/:id', json });
  }

  /** The static properties of the class that runs, which may be a subclass. */
  protected get settings(): typeof AdminUser {
    return this.constructor as typeof AdminUser;
  }
}
