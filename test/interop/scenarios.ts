/** The twins of scenarios.py, for tsloc: each request reports a step to the server. */
import {
  constant,
  HttpUser,
  MarkovTaskSet,
  RescheduleTask,
  RescheduleTaskImmediately,
  SequentialTaskSet,
  StopUser,
  TaskSet,
  task,
  transition,
} from 'tsloc';

class Base extends HttpUser {
  static override abstract = true;
  static override waitTime = constant(0.02);

  override async onStart() {
    await this.client.get('/start');
  }

  override async onStop() {
    await this.client.get('/stop');
  }
}

export class Weights extends Base {
  @task(5) async a() {
    await this.client.get('/a');
  }
  @task(3) async b() {
    await this.client.get('/b');
  }
  @task async c() {
    await this.client.get('/c');
  }
}

export class Sequence extends Base {
  @task static Steps = class Steps extends SequentialTaskSet<Sequence> {
    override async onStart() {
      await this.client.get('/in');
    }
    override async onStop() {
      await this.client.get('/out');
    }
    @task async a() {
      await this.client.get('/a');
    }
    @task(2) async b() {
      await this.client.get('/b');
    }
    @task async c() {
      await this.client.get('/c');
      this.interrupt();
    }
  };
}

export class Nested extends Base {
  @task static Outer = class Outer extends TaskSet<Nested> {
    override async onStart() {
      await this.client.get('/outer-in');
    }
    override async onStop() {
      await this.client.get('/outer-out');
    }
    @task static Inner = class Inner extends TaskSet<Nested> {
      count = 0;
      override async onStart() {
        await this.client.get('/inner-in');
      }
      override async onStop() {
        await this.client.get('/inner-out');
      }
      @task async step() {
        await this.client.get('/step');
        if (++this.count === 3) this.interrupt(false);
      }
    };
  };
}

class Parent extends Base {
  static override abstract = true;
  @task(2) async inherited() {
    await this.client.get('/inherited');
  }
}

export class Child extends Parent {
  @task(2) async own() {
    await this.client.get('/own');
  }
}

const plain = (user: HttpUser) => user.client.get('/plain');
const heavy = (user: HttpUser) => user.client.get('/heavy');

export class Listed extends Base {
  static override tasks = new Map([
    [heavy, 3],
    [plain, 1],
  ]);
}

export class Stopping extends Base {
  count = 0;
  @task async step() {
    await this.client.get('/step');
    if (++this.count === 3) throw new StopUser();
  }
}

export class Throwing extends Base {
  @task static Steps = class Steps extends SequentialTaskSet<Throwing> {
    @task async first() {
      await this.client.get('/first');
      throw new Error('one');
    }
    @task async second() {
      await this.client.get('/second');
      throw new Error('two');
    }
  };
}

export class Rescheduling extends Base {
  @task static Steps = class Steps extends SequentialTaskSet<Rescheduling> {
    @task async now() {
      await this.client.get('/now');
      throw new RescheduleTaskImmediately();
    }
    @task async later() {
      await this.client.get('/later');
      throw new RescheduleTask();
    }
  };
}

export class Refused extends Base {
  override async onStart() {
    await this.client.get('/start');
    throw new Error('no login');
  }
  @task async never() {
    await this.client.get('/never');
  }
}

export class Chain extends Base {
  @task static Pages = class Pages extends MarkovTaskSet<Chain> {
    @transition('b') async a() {
      await this.client.get('/a');
    }
    @transition('c') async b() {
      await this.client.get('/b');
    }
    @transition('a') async c() {
      await this.client.get('/c');
    }
  };
}

export class Queued extends Base {
  @task static Steps = class Steps extends TaskSet<Queued> {
    override onStart() {
      this.scheduleTask(this.second);
      this.scheduleTask(this.first, true);
    }
    @task(0) async first() {
      await this.client.get('/first');
    }
    @task(0) async second() {
      await this.client.get('/second');
    }
    @task async rest() {
      await this.client.get('/rest');
    }
  };
}
