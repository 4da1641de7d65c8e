"""Where comments are kept: in the memory of the process, or in a file that outlives it."""

import os
import sqlite3
from dataclasses import dataclass
from threading import Lock

from settings import refuse

# How long a worker waits for another one's transaction, in seconds.
BUSY_PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Comment:
    content_id: int
    email: str
    text: str


class MemoryStore:
    """Gone with its worker process, however gracefully that ends. Worker processes do not see each other's."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._comments: list[Comment] = []
        self._numbers: list[int] = []
        self._by_key: dict[str, Comment] = {}

    def add(self, comment: Comment, number: int | None, key: str | None) -> bool:
        """Keeps the comment of a request; False, and nothing kept, where the key has one already."""
        with self._lock:
            if key in self._by_key:
                return False
            self._comments.append(comment)
            if number is not None:
                self._numbers.append(number)
            if key is not None:
                self._by_key[key] = comment
            return True

    def find(self, key: str) -> Comment | None:
        """The comment that was kept with the key."""
        return self._by_key.get(key)

    def numbers(self) -> list[int]:
        """The numbers of the requests whose comments are here, in the order of storing."""
        with self._lock:
            return list(self._numbers)


class SqliteStore:
    """An SQLite file, shared by every worker process. Comment and key are one row: neither is ever there without the other."""

    def __init__(self, folder: str) -> None:
        file = os.path.join(folder, "comments.sqlite")
        self._lock = Lock()
        try:
            # Without an isolation level a statement is its own transaction, committed to the disk when it returns.
            self._connection = sqlite3.connect(
                file, timeout=BUSY_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._run(
                """
                CREATE TABLE IF NOT EXISTS comments (
                  id INTEGER PRIMARY KEY,
                  request INTEGER,
                  content_id INTEGER NOT NULL,
                  email TEXT NOT NULL,
                  comment TEXT NOT NULL,
                  idempotency_key TEXT UNIQUE
                )
                """
            )
        except sqlite3.OperationalError as error:
            refuse(f"DATA_FOLDER must name a folder that can be written to, not {folder!r}: {error}.")

    def add(self, comment: Comment, number: int | None, key: str | None) -> bool:
        """Keeps the comment of a request; False, and nothing kept, where the key has one already."""
        count, _ = self._run(
            """
            INSERT INTO comments (request, content_id, email, comment, idempotency_key) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (idempotency_key) DO NOTHING
            """,
            (number, comment.content_id, comment.email, comment.text, key),
        )
        return count == 1

    def find(self, key: str) -> Comment | None:
        """The comment that was kept with the key."""
        _, rows = self._run("SELECT content_id, email, comment FROM comments WHERE idempotency_key = ?", (key,))
        return Comment(*rows[0]) if rows else None

    def numbers(self) -> list[int]:
        """The numbers of the requests whose comments are here, in the order of storing."""
        _, rows = self._run("SELECT request FROM comments WHERE request IS NOT NULL ORDER BY id")
        return [number for (number,) in rows]

    def _run(self, statement: str, values: tuple = ()) -> tuple[int, list[tuple]]:
        """How many rows the statement wrote, and those that it read."""
        with self._lock:
            cursor = self._connection.execute(statement, values)
            return cursor.rowcount, cursor.fetchall()
