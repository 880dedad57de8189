"""The twin of peers.ts: one user asks for everything in PEERS, in order, and ends the run."""
import json
import os
import time

from locust import FastHttpUser, HttpUser, task


class Asking:
    def ask_all(self):
        for ask in json.loads(os.environ["PEERS"]):
            try:
                self.ask(ask)
            except Exception as error:  # where tsloc reports a failed request, Locust may raise
                print(f"RAISED {ask['url']} {error!r}")
            time.sleep(0.02)  # so that the end of a connection is seen before the next request
        time.sleep(3)  # the last write of the files comes once a second
        self.environment.runner.quit()

    def ask(self, ask):
        options = {key: ask[key] for key in ("name", "data", "json", "headers", "allow_redirects") if key in ask}
        if "failure" not in ask:
            self.client.request(ask["method"], ask["url"], **options)
            return
        with self.client.request(ask["method"], ask["url"], catch_response=True, **options) as response:
            response.failure(ask["failure"])


class Plain(Asking, HttpUser):
    @task
    def all_of_it(self):
        self.ask_all()


class Fast(Asking, FastHttpUser):
    @task
    def all_of_it(self):
        self.ask_all()
