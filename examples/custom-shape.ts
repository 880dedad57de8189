/** A custom load shape: up to ten users in a wave, for six seconds. It replaces `--users`, `--spawn-rate` and `--run-time`. */
import { constant, HttpUser, LoadShape, task } from 'tsloc';

export class Visitor extends HttpUser {
  static override host = 'http://127.0.0.1:8000';
  static override waitTime = constant(0.2);

  @task
  async home() {
    await this.client.get('/health');
  }
}

export class Wave extends LoadShape {
  tick(): [users: number, spawnRate: number] | null {
    const seconds = this.getRunTime();
    if (seconds >= 6) return null;
    return [Math.round(5 + 5 * Math.sin(seconds)), 10];
  }
}
