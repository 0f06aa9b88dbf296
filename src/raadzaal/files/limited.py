"""Another program under limits of time and memory, for reading what came from outside."""

import sys

# The limits are set by a fresh interpreter and not between fork and exec, which a server with threads cannot do safely.
_LIMITED = (
    "import os, resource, sys\n"
    "seconds, memory, *command = sys.argv[1:]\n"
    "resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))\n"
    "resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))\n"
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    "os.execv(command[0], command)\n"
)


def command(seconds: int, memory: int, program: str, *arguments: str) -> list[str]:
    """What to start: *program* with at most so many seconds of the processor and so many bytes."""
    return [sys.executable, "-I", "-c", _LIMITED, str(seconds), str(memory), program, *arguments]
