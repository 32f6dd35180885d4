"""How many requests a token may make in a short time."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from saphan.api.problems import TooMany


@dataclass
class Budget:
    """A ceiling per token and window, counted in the memory of each server process.

    It keeps one program from starving the others; nobody is billed by it, so processes need not agree.
    """

    requests: int
    seconds: int
    _window: int = 0
    _spent: dict[int, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, token_id: int) -> None:
        """Count one request. Raises TooMany with the seconds to wait."""
        moment = time.monotonic()
        window = int(moment // self.seconds)
        with self._lock:
            if window != self._window:
                self._window, self._spent = window, {}
            spent = self._spent[token_id] = self._spent.get(token_id, 0) + 1
        if spent > self.requests:
            wait = self.seconds - int(moment % self.seconds)
            raise TooMany("request.too_many", seconds=wait)


BUDGET = Budget(requests=3_000, seconds=10)
