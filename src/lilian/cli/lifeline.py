"""`python -m lilian.cli.lifeline MODULE ARGUMENT…`: run a module that stops when the process which started it is gone.

The starter holds the other end of standard input. However it ends, kill -9 included, the system closes that end.
"""

import os
import runpy
import signal
import sys
import threading


def hold() -> None:
    """From now on: when standard input ends, this process is asked to stop."""
    threading.Thread(target=_wait, daemon=True, name="lifeline").start()


def _wait() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    hold()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
