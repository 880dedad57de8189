"""What a recorded session runs: requests, failures, an exception, messages both ways."""
import datetime

from locust import HttpUser, User, constant, events, task
from locust.runners import MasterRunner


class Visitor(HttpUser):
    weight = 2
    wait_time = constant(0.1)

    @task
    def visit(self):
        self.client.get("/a")

    @task
    def fail(self):
        self.client.get("/missing")


class Crasher(User):
    wait_time = constant(0.3)

    @task
    def crash(self):
        raise RuntimeError("crashed")


greeting = {
    "when": datetime.datetime(2026, 1, 2, 3, 4, 5, 678000),
    "counts": {1: 2, 30000: 4},
    "bytes": b"\x00\xff",
    "nested": [1, -1, 0.5, None, True, "ä", []],
}


@events.init.add_listener
def on_init(environment, **_):
    environment.runner.register_message("greeting", lambda **_: None)
    environment.runner.register_message("reply", lambda **_: None)


@events.test_start.add_listener
def on_test_start(environment, **_):
    is_master = isinstance(environment.runner, MasterRunner)
    environment.runner.send_message("greeting" if is_master else "reply", greeting)
