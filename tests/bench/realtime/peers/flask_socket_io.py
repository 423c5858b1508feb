"""The least that a Flask-SocketIO server on gevent can do: it believes whoever connects, and hands events to one
person or to a conversation. `flask_socket_io.py <port> [redis url]`"""
from gevent import monkey

monkey.patch_all()

import sys

from flask import Flask, request
from flask_socketio import SocketIO, emit, join_room

port = int(sys.argv[1])
redis_url = sys.argv[2] if len(sys.argv) > 2 else None
app = Flask(__name__)
app.config["SECRET_KEY"] = "bench"
io = SocketIO(app, async_mode="gevent", message_queue=redis_url, manage_session=False)
users = {}


@app.route("/")
def alive():
    return "ok"


@io.on("connect")
def connected(auth):
    users[request.sid] = auth["user"]
    join_room(f"user:{auth['user']}")


@io.on("disconnect")
def disconnected():
    users.pop(request.sid, None)


@io.on("webrtc:offer")
def offer(data):
    event = {"call_id": data["call_id"], "offer": data["offer"], "from_user_id": users[request.sid]}
    emit("webrtc:offer", event, to=f"user:{data['to']}")


@io.on("chat:typing")
def typing(data):
    event = {"conversation_id": data["conversation_id"], "user_id": users[request.sid]}
    emit("chat:typing", event, to=data["conversation_id"], include_self=False)


@io.on("join")
def join(data):
    join_room(data["conversation_id"])


io.run(app, host="127.0.0.1", port=port)
