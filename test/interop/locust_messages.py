"""Writes messages, given as JSON, as Locust does: one line of hex each."""
import datetime
import json
import sys

from locust.rpc.protocol import Message


def from_json(value):
    if "integer keys" in value:
        return {int(key): number for key, number in value["integer keys"].items()}
    if "datetime" in value:
        return datetime.datetime.strptime(value["datetime"], "%Y-%m-%dT%H:%M:%S.%fZ")
    if "bytes" in value:
        return bytes(value["bytes"])
    return value


for message in json.loads(sys.argv[1], object_hook=from_json):
    print(Message(*message).serialize().hex())
