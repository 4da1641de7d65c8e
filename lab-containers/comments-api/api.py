"""comments-api: a small service that keeps comments in its memory, and says what it does with each request.

A request that carries an `X-Request-Id` of digits leaves two lines on standard output, `request=17 received` and
`request=17 stored`. Between the two the handler takes HANDLER_TIME_MS milliseconds: a request that has left only the
first line was interrupted.
"""

import os
import re
import time

from flask import Flask, jsonify, request

LONGEST_HANDLER_TIME_MS = 60_000
# Nothing else of the header reaches the log. str.isdigit() would let through the digits of other scripts.
REQUEST_ID = re.compile(r"[0-9]{1,9}")
STDOUT = 1


def handler_time_seconds(text: str) -> float:
    """The handler time that HANDLER_TIME_MS asks for. A bad value ends the program: it would measure the wrong thing."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > LONGEST_HANDLER_TIME_MS:
        raise SystemExit(f"HANDLER_TIME_MS takes a whole number from 0 to {LONGEST_HANDLER_TIME_MS}, not {text!r}.")
    return int(text) / 1000


app = Flask(__name__)
app.json.sort_keys = False
app.config["MAX_CONTENT_LENGTH"] = 100_000

handler_time = handler_time_seconds(os.environ.get("HANDLER_TIME_MS", "0"))
# One dict for each worker process: it is gone when the process is, however gracefully that went.
comments: dict[int, list[dict[str, str]]] = {}


@app.get("/healthcheck")
def healthcheck():
    return jsonify(pong=True)


@app.post("/api/comment/new")
def new_comment():
    request_id = request.headers.get("X-Request-Id", "")
    report(request_id, "received")
    body = request.get_json(silent=True)
    if not is_comment(body):
        return jsonify(status="FAILURE", message="email and comment take text, content_id takes a whole number"), 400
    if handler_time > 0:
        time.sleep(handler_time)
    content_id = body["content_id"]
    comments.setdefault(content_id, []).append({"email": body["email"], "comment": body["comment"]})
    report(request_id, "stored")
    message = f"comment created and associated with content_id {content_id}"
    return jsonify(status="SUCCESS", message=message), 201


def is_comment(body: object) -> bool:
    return (
        isinstance(body, dict)
        and isinstance(body.get("email"), str)
        and isinstance(body.get("comment"), str)
        and type(body.get("content_id")) is int  # isinstance would take True, which is an int to Python
    )


def report(request_id: str, step: str) -> None:
    """Writes one line at once: no buffer that a SIGKILL would empty, no second thread in the middle of the line."""
    if REQUEST_ID.fullmatch(request_id):
        os.write(STDOUT, f"request={request_id} {step}\n".encode("ascii"))
