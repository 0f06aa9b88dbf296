"""Sets one page description; a process of its own, fed by ``raadzaal.texts.typesetting`` and needing nothing of this house.

typst works with threads that do not come along when a server forks: there it would wait for them without end.
"""

import json
import sys

import typst


def main() -> int:
    asked = json.load(sys.stdin)
    try:
        made = typst.compile(**asked)
    except typst.TypstError as trouble:
        sys.stderr.write(str(trouble))
        return 3
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
