"""A node made of libzmq and Locust's own messages: sends back whatever it gets, until it gets `quit`."""
import hashlib
import json
import sys

import zmq
from locust.rpc.protocol import Message
from zmq.utils import z85

settings = json.loads(sys.argv[1])
socket = zmq.Context().socket(zmq.ROUTER if settings["role"] == "router" else zmq.DEALER)


def token_keys(token):
    """As documented for `--master-token`: secret keys of the server and of the clients."""
    derived = hashlib.scrypt(token.encode(), salt=b"tsloc master token", n=16384, r=8, p=5, maxmem=2**27, dklen=64)
    return z85.encode(derived[:32]), z85.encode(derived[32:])


def secure(token):
    server, client = token_keys(token)
    if settings["role"] == "router":
        socket.curve_server = True
        socket.curve_secretkey, socket.curve_publickey = server, zmq.curve_public(server)
    else:
        socket.curve_secretkey, socket.curve_publickey = client, zmq.curve_public(client)
        socket.curve_serverkey = zmq.curve_public(server)


def echo_as_router():
    socket.bind(f"tcp://127.0.0.1:{settings['port']}")
    print(socket.last_endpoint.decode().rsplit(":", 1)[1], flush=True)
    while True:
        identity, payload = socket.recv_multipart()[:2]
        message = Message.unserialize(payload)
        assert message.node_id == identity.decode(), (message.node_id, identity)
        socket.send_multipart([identity, message.serialize()])
        if message.type == "quit":
            return


def echo_as_dealer():
    identity = settings["identity"]
    socket.setsockopt(zmq.IDENTITY, identity.encode())
    socket.setsockopt(zmq.HEARTBEAT_IVL, 100)  # sends PING, and gives up without PONG
    socket.setsockopt(zmq.HEARTBEAT_TIMEOUT, 10_000)
    socket.connect(f"tcp://127.0.0.1:{settings['port']}")
    socket.send(Message("client_ready", "2.47.0", identity).serialize())
    while True:
        message = Message.unserialize(socket.recv())
        socket.send(message.serialize())
        if message.type == "quit":
            return


if settings.get("token"):
    secure(settings["token"])
echo_as_router() if settings["role"] == "router" else echo_as_dealer()
socket.close(linger=2_000)
