"""The optimiser in a process of its own: python -m funding.steering.child FOLDER SECONDS

A native solver that dies then takes no worker along, its memory goes back at once, and a run that is cancelled is
simply ended. Reads FOLDER/portfolio, writes FOLDER/answer, and a line of progress on standard output now and then.
"""

import os
import pickle  # between two processes of ours, in a folder that nobody else reads
import sys
from pathlib import Path
from time import monotonic

from funding.engine.portfolio.records import Cancelled, Progress
from funding.engine.portfolio.solving import solve

#: What a line of progress begins with: the solver writes lines of its own.
MARK = "progress "


def main(folder: Path, seconds: float) -> None:
    """Solve what lies in the folder, within so many seconds; stop when who asked is no longer there."""
    end, parent = monotonic() + seconds, os.getppid()

    def tell(progress: Progress) -> None:
        if os.getppid() != parent:
            raise Cancelled
        sys.stdout.write(f"{MARK}{progress.part:.3f}\n")
        sys.stdout.flush()

    portfolio = pickle.loads((folder / "portfolio").read_bytes())  # noqa: S301 - written by funding.steering.running
    answer = solve(portfolio, tell, lambda: end - monotonic())
    (folder / "answer").write_bytes(pickle.dumps(answer))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
