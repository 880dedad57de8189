"""Prints Locust's median and percentiles of lists of response times: JSON to JSON."""
import json
import sys

from locust.stats import RequestStats


def ranks(times):
    stats = RequestStats()
    for time in times:
        stats.log_request("GET", "/", time, 0)
    entry = stats.get("/", "GET")
    return [str(round(entry.median_response_time))] + [
        str(round(entry.get_response_time_percentile(at))) for at in (0.5, 0.66, 0.9, 0.95, 0.99, 1.0)
    ]


print(json.dumps([ranks(times) for times in json.loads(sys.argv[1])]))
