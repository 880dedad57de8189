"""The twin of twin.ts: the same behaviour, for a real Locust."""
from locust import HttpUser, constant, task


class Twin(HttpUser):
    wait_time = constant(0.05)

    @task(4)
    def page(self):
        self.client.get("/page?id=1")

    @task(2)
    def form(self):
        self.client.post("/form", data={"a": "1", "b": "two words"}, name='/form, "named"')

    @task
    def missing(self):
        self.client.get("/missing")

    @task
    def broken(self):
        self.client.get("/broken", name="it's broken")

    @task
    def too_slow(self):
        with self.client.get("/page", name="judged", catch_response=True) as response:
            response.failure("too slow, it's a \"judgement\"")

    @task
    def redirected(self):
        self.client.get("/redirect")

    @task
    def refused(self):
        self.client.get("http://127.0.0.1:1/nobody")

    @task
    def zipped(self):
        self.client.get("/zipped")

    @task
    def cut(self):
        self.client.get("/cut")

    @task
    def throws(self):
        raise ValueError("not\nwell, \"quoted\"")
