"""How much one address may ask of the API, so that one script does not take the house from all others."""

import ipaddress
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

REMEMBERED = 10_000
"""Addresses; whoever asked longest ago is forgotten first."""


@dataclass
class _Asked:
    left: float
    at: float


class Pace:
    """*per_minute* questions a minute from one address, all at once or spread; counted per process, in memory only.

    An address is an IPv4 address or an IPv6 network of 64 bits, which is what one household or machine is given.
    """

    def __init__(self, clock=time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._asked: OrderedDict[str, _Asked] = OrderedDict()

    def wait(self, address: str, per_minute: int) -> int:
        """Seconds to wait before the next question is answered; 0 when this one is."""
        now, whose = self._clock(), network(address)
        with self._lock:
            asked = self._asked.pop(whose, None) or _Asked(per_minute, now)
            asked.left = min(per_minute, asked.left + (now - asked.at) * per_minute / 60)
            asked.at = now
            self._asked[whose] = asked
            if len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
            if asked.left < 1:
                return max(1, -int(-(1 - asked.left) * 60 // per_minute))
            asked.left -= 1
            return 0

    def forget(self) -> None:
        with self._lock:
            self._asked.clear()


def network(address: str) -> str:
    """What is counted as one; an address that is none (a socket, say) stands for itself."""
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return address
    if given.version == 4:
        return str(given)
    return str(given.ipv4_mapped or ipaddress.ip_network((given, 64), strict=False))


PACE = Pace()
