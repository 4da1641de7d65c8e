"""comments-api on FastAPI: the same requests, answers and log lines as comments-api, in one process and one thread.

A request that carries an `X-Request-Id` of digits leaves `request=17 received` and `request=17 stored` on standard output,
HANDLER_TIME_MS milliseconds apart. While one request waits, the event loop handles the others.
"""

import asyncio
import json
import os
import re

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

LONGEST_HANDLER_TIME_MS = 60_000
LONGEST_BODY_BYTES = 100_000
# As far as a number means the same in every JSON reader.
LARGEST_CONTENT_ID = 2**53 - 1
# Nothing else of the header reaches the log. str.isdigit() would let through the digits of other scripts.
REQUEST_ID = re.compile(r"[0-9]{1,9}")
STDOUT = 1


def handler_time_seconds(text: str) -> float:
    """The handler time that HANDLER_TIME_MS asks for. A bad value ends the program: it would measure the wrong thing."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > LONGEST_HANDLER_TIME_MS:
        raise SystemExit(f"HANDLER_TIME_MS takes a whole number from 0 to {LONGEST_HANDLER_TIME_MS}, not {text!r}.")
    return int(text) / 1000


handler_time = handler_time_seconds(os.environ.get("HANDLER_TIME_MS", "0"))
# Gone with the process, however gracefully it ends.
comments: dict[int, list[dict[str, str]]] = {}
stored: list[int] = []

app = FastAPI(openapi_url=None)


@app.get("/healthcheck")
async def healthcheck():
    return {"pong": True}


@app.get("/stored")
async def list_stored():
    """Of which requests this process has the work."""
    return {"stored": stored}


@app.post("/api/comment/new")
async def new_comment(request: Request):
    request_id = request.headers.get("X-Request-Id", "")
    report(request_id, "received")
    body = await read_json(request)
    if not is_comment(body):
        message = "email and comment take text, content_id takes a whole number"
        return JSONResponse({"status": "FAILURE", "message": message}, 400)
    if handler_time > 0:
        await asyncio.sleep(handler_time)
    content_id = body["content_id"]
    comments.setdefault(content_id, []).append({"email": body["email"], "comment": body["comment"]})
    if REQUEST_ID.fullmatch(request_id):
        stored.append(int(request_id))
    report(request_id, "stored")
    message = f"comment created and associated with content_id {content_id}"
    return JSONResponse({"status": "SUCCESS", "message": message}, 201)


async def read_json(request: Request) -> object:
    """The body; None where it is no JSON, or too long to be a comment."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY_BYTES:
            return None
    try:
        return json.loads(body)
    except ValueError:
        return None


def is_comment(body: object) -> bool:
    return (
        isinstance(body, dict)
        and isinstance(body.get("email"), str)
        and isinstance(body.get("comment"), str)
        and type(body.get("content_id")) is int  # isinstance would take True, which is an int to Python
        and abs(body["content_id"]) <= LARGEST_CONTENT_ID
    )


def report(request_id: str, step: str) -> None:
    """Writes one line at once: no buffer that a SIGKILL would empty."""
    if REQUEST_ID.fullmatch(request_id):
        os.write(STDOUT, f"request={request_id} {step}\n".encode("ascii"))
