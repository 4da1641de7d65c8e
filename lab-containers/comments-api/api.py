"""comments-api: a small service that keeps comments, and says what it does with each request.

A request that carries an `X-Request-Id` of digits leaves two lines on standard output, `request=17 received` and
`request=17 stored`. Between the two the handler takes HANDLER_TIME_MS milliseconds: a request that has left only the
first line was interrupted. After the second the answer takes ANSWER_DELAY_MS more, as where somebody is notified first:
a client that is cut off then never hears of what was stored.

A request with an `Idempotency-Key` is carried out once, however often it is sent
(https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/). The key is kept as long as the comment is.
"""

import os
import re
import time
from threading import Event

from flask import Flask, jsonify, request

from outstanding import OutstandingKeys
from settings import choice, milliseconds
from store import Comment, MemoryStore, SqliteStore

# Nothing else of the header reaches the log. str.isdigit() would let through the digits of other scripts.
REQUEST_ID = re.compile(r"[0-9]{1,9}")
IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,200}")
# As far as a number means the same in every JSON reader.
LARGEST_CONTENT_ID = 2**53 - 1
STDOUT = 1

handler_time_ms = milliseconds("HANDLER_TIME_MS")
answer_delay_ms = milliseconds("ANSWER_DELAY_MS")
storage = choice("STORAGE", ("memory", "sqlite"))
store = SqliteStore(os.environ.get("DATA_FOLDER", "/data")) if storage == "sqlite" else MemoryStore()
outstanding = OutstandingKeys()
# Of this worker process; the others do not hear of it.
ready = Event()
ready.set()

app = Flask(__name__)
app.json.sort_keys = False
app.config["MAX_CONTENT_LENGTH"] = 100_000


@app.get("/healthcheck")
def healthcheck():
    return jsonify(pong=True)


@app.get("/ready")
def readiness():
    """Whether a balancer should send requests here. The service itself goes on answering whatever this says."""
    return jsonify(ready=ready.is_set()), 200 if ready.is_set() else 503


@app.post("/ready/off")
def unready():
    ready.clear()
    return "", 204


@app.get("/stored")
def list_stored():
    """Of which requests it has the work, in the order of storing; a request that was stored twice is there twice."""
    return jsonify(stored=store.numbers())


@app.post("/api/comment/new")
def new_comment():
    number = request_number()
    report(number, "received")
    comment = comment_of(request.get_json(silent=True))
    if comment is None:
        return failure(400, "email and comment take text, content_id takes a whole number")
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return carry_out(comment, number, None)
    if not IDEMPOTENCY_KEY.fullmatch(key):
        return failure(400, "Idempotency-Key takes 1 to 200 visible ASCII characters")
    with outstanding.hold(key) as is_held:
        if not is_held:
            return failure(409, "a request with this Idempotency-Key is still being handled")
        return answer_again(comment, key) or carry_out(comment, number, key)


def carry_out(comment: Comment, number: int | None, key: str | None):
    sleep(handler_time_ms)
    if not store.add(comment, number, key):
        return answer_again(comment, key)  # another worker process was faster
    report(number, "stored")
    sleep(answer_delay_ms)
    return created(comment)


def answer_again(comment: Comment, key: str):
    """The answer that the key's first request got, or should have got; None where there was no such request."""
    kept = store.find(key)
    if kept is None:
        return None
    if kept != comment:
        return failure(422, "this Idempotency-Key was sent with another comment before")
    return created(kept)


def created(comment: Comment):
    message = f"comment created and associated with content_id {comment.content_id}"
    return jsonify(status="SUCCESS", message=message), 201


def failure(status: int, message: str):
    return jsonify(status="FAILURE", message=message), status


def comment_of(body: object) -> Comment | None:
    if not isinstance(body, dict):
        return None
    email, text, content_id = body.get("email"), body.get("comment"), body.get("content_id")
    # isinstance would take True, which is an int to Python
    if not isinstance(email, str) or not isinstance(text, str) or type(content_id) is not int:
        return None
    return Comment(content_id, email, text) if abs(content_id) <= LARGEST_CONTENT_ID else None


def request_number() -> int | None:
    text = request.headers.get("X-Request-Id", "")
    return int(text) if REQUEST_ID.fullmatch(text) else None


def report(number: int | None, step: str) -> None:
    """Writes one line at once: no buffer that a SIGKILL would empty, no second thread in the middle of the line."""
    if number is not None:
        os.write(STDOUT, f"request={number} {step}\n".encode("ascii"))


def sleep(ms: int) -> None:
    if ms > 0:
        time.sleep(ms / 1000)
