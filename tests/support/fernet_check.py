"""Reads lines of JSON with tokens of ours, checks them with Debian's cryptography and answers with tokens of its own."""

import json
import sys

from cryptography.fernet import Fernet


def answer(line):
    task = json.loads(line)
    fernet = Fernet(task["key"])
    made = fernet.encrypt(bytes.fromhex(task["plain"])).decode()
    return {"plain": fernet.decrypt(task["token"]).hex(), "token": made}


for one in sys.stdin:
    print(json.dumps(answer(one)))
