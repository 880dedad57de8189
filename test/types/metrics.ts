/** What compiles of custom metrics, and what does not: checked by the type checker alone. */
import { type Counter, HttpUser, type Metrics, type MetricView, TaskSet, type TrendView, task } from 'tsloc';

class Basket extends TaskSet<Reader> {
  @task pay() {
    this.user.metrics.trend('price', 9.99);
  }
}

export class Reader extends HttpUser {
  static override tasks = [Basket];

  @task read() {
    const metrics: Metrics = this.metrics;
    const tokens: Counter = metrics.counter('tokens');
    tokens.add();
    tokens.add(2.5);
    metrics.gauge('queue', 4);
    metrics.rate('cache hit', true);
    // @ts-expect-error a rate is true or false
    metrics.rate('cache hit', 1);
    // @ts-expect-error a value is needed
    metrics.trend('quality');
    // @ts-expect-error the metrics belong to the run
    this.metrics = metrics;
  }
}

export function worstOf(views: readonly MetricView[]): number | undefined {
  const trend = views.find((view): view is TrendView => view.kind === 'trend');
  return trend?.getPercentile(0.05);
}
