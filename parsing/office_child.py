"""Starts a program under limits: ``python -I -m parsing.office_child SECONDS PROGRAM ARGUMENT…``.

The limits are set before the program takes this process over, so that it is one process from the
first to the last, which its starter can end, and which ends by itself when its starter dies.
"""

import os
import sys

from parsing.child import limit

_MEMORY_BYTES = 4_000_000_000
_FILE_BYTES = 200_000_000


def main() -> None:
    seconds, program, *arguments = sys.argv[1:]
    limit(int(seconds), _MEMORY_BYTES, _FILE_BYTES)
    os.execv(program, [program, *arguments])  # noqa: S606 - no shell, that is what is wanted


if __name__ == "__main__":
    main()
