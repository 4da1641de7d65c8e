"""Settings of the environment. A bad value ends the program: it would measure the wrong thing."""

import os
import re
import sys
from typing import NoReturn

LONGEST_MS = 60_000
# gunicorn starts a worker that ended again and again, except after this exit code: then it ends as well.
WORKER_CANNOT_BOOT = 3


def milliseconds(name: str) -> int:
    """A duration, 0 where nothing is said."""
    text = os.environ.get(name, "0")
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > LONGEST_MS:
        refuse(f"{name} takes a whole number from 0 to {LONGEST_MS}, not {text!r}.")
    return int(text)


def choice(name: str, values: tuple[str, ...]) -> str:
    """One of the values, the first where nothing is said."""
    text = os.environ.get(name, values[0])
    if text not in values:
        refuse(f"{name} takes one of {', '.join(values)}, not {text!r}.")
    return text


def refuse(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise SystemExit(WORKER_CANNOT_BOOT)
