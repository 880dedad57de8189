/** A ready-made load shape, configured by data. Durations are seconds since the start. */
import { constant, HttpUser, StagesShape, task } from 'tsloc';

export class Visitor extends HttpUser {
  static override host = 'http://127.0.0.1:8000';
  static override waitTime = constant(0.2);

  @task
  async home() {
    await this.client.get('/health');
  }
}

export class MorningRush extends StagesShape {
  static override stages = [
    { duration: 2, users: 2, spawnRate: 2 },
    { duration: 4, users: 10, spawnRate: 10 },
    { duration: 5, users: 0, spawnRate: 10 },
  ];
}
