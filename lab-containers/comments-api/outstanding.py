"""Which idempotency keys have a request that is being handled."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class OutstandingKeys:
    """Of this process. It keeps nothing on disk: what a SIGKILL interrupted is outstanding no more, and may be sent again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keys: set[str] = set()

    @contextmanager
    def hold(self, key: str) -> Iterator[bool]:
        """Gives True to one request at a time, and False to those that come meanwhile."""
        with self._lock:
            is_held = key not in self._keys
            self._keys.add(key)
        try:
            yield is_held
        finally:
            if is_held:
                with self._lock:
                    self._keys.discard(key)
