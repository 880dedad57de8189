"""The twins of scenarios.ts, for a real Locust: each request tells the server what happens."""
from locust import HttpUser, SequentialTaskSet, TaskSet, constant, task
from locust.exception import RescheduleTask, RescheduleTaskImmediately, StopUser
from locust.user.markov_taskset import MarkovTaskSet, transition


class Base(HttpUser):
    abstract = True
    wait_time = constant(0.02)

    def on_start(self):
        self.client.get("/start")

    def on_stop(self):
        self.client.get("/stop")


class Weights(Base):
    @task(5)
    def a(self):
        self.client.get("/a")

    @task(3)
    def b(self):
        self.client.get("/b")

    @task
    def c(self):
        self.client.get("/c")


class Sequence(Base):
    @task
    class Steps(SequentialTaskSet):
        def on_start(self):
            self.client.get("/in")

        def on_stop(self):
            self.client.get("/out")

        @task
        def a(self):
            self.client.get("/a")

        @task(2)
        def b(self):
            self.client.get("/b")

        @task
        def c(self):
            self.client.get("/c")
            self.interrupt()


class Nested(Base):
    @task
    class Outer(TaskSet):
        def on_start(self):
            self.client.get("/outer-in")

        def on_stop(self):
            self.client.get("/outer-out")

        @task
        class Inner(TaskSet):
            def on_start(self):
                self.count = 0
                self.client.get("/inner-in")

            def on_stop(self):
                self.client.get("/inner-out")

            @task
            def step(self):
                self.client.get("/step")
                self.count += 1
                if self.count == 3:
                    self.interrupt(reschedule=False)


class Parent(Base):
    abstract = True

    @task(2)
    def inherited(self):
        self.client.get("/inherited")


class Child(Parent):
    @task(2)
    def own(self):
        self.client.get("/own")


def plain(user):
    user.client.get("/plain")


def heavy(user):
    user.client.get("/heavy")


class Listed(Base):
    tasks = {heavy: 3, plain: 1}


class Stopping(Base):
    count = 0

    @task
    def step(self):
        self.client.get("/step")
        self.count += 1
        if self.count == 3:
            raise StopUser()


class Throwing(Base):
    @task
    class Steps(SequentialTaskSet):
        @task
        def first(self):
            self.client.get("/first")
            raise ValueError("one")

        @task
        def second(self):
            self.client.get("/second")
            raise ValueError("two")


class Rescheduling(Base):
    @task
    class Steps(SequentialTaskSet):
        @task
        def now(self):
            self.client.get("/now")
            raise RescheduleTaskImmediately()

        @task
        def later(self):
            self.client.get("/later")
            raise RescheduleTask()


class Refused(Base):
    def on_start(self):
        self.client.get("/start")
        raise ValueError("no login")

    @task
    def never(self):
        self.client.get("/never")


class Chain(Base):
    @task
    class Pages(MarkovTaskSet):
        @transition("b")
        def a(self):
            self.client.get("/a")

        @transition("c")
        def b(self):
            self.client.get("/b")

        @transition("a")
        def c(self):
            self.client.get("/c")


class Queued(Base):
    @task
    class Steps(TaskSet):
        def on_start(self):
            self.schedule_task(self.second)
            self.schedule_task(self.first, first=True)

        @task(0)
        def first(self):
            self.client.get("/first")

        @task(0)
        def second(self):
            self.client.get("/second")

        @task
        def rest(self):
            self.client.get("/rest")
