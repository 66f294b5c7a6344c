"""What Lighthouse says of the first pages on a phone, one JSON line per figure: make lighthouse

The exit code is 1 when one is below 95. It visits a portal of its own with the demo's data, started as a real one: a
demo may keep search engines out.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys

from bench.figures import tell
from bench.portal import as_a_real_one, demo_portal, public_pages
from tests.chromium import QUIET

ROOT = pathlib.Path(__file__).resolve().parent.parent
ENOUGH = 95
#: Now and then it finds no trace of the page that it loaded, and asks to be run again.
TRIES = 4
KINDS = ("performance", "accessibility", "best-practices", "seo")
PROGRAM = ROOT / ".ci/lighthouse/node_modules/lighthouse/cli/index.js"


def report(address: str) -> dict[str, float | None]:
    """The score of each kind, 0 to 100, and on stderr what cost points."""
    environment = os.environ | {
        "CHROME_PATH": shutil.which("chromium") or "",
        "BIN": str(pathlib.Path(sys.executable).parent),
    }
    command = [str(PROGRAM), address, "--quiet", "--output=json", f"--only-categories={','.join(KINDS)}"]
    command += [f"--chrome-flags=--headless=new {' '.join(QUIET)}", "--no-enable-error-reporting"]
    # The Node of this machine or of the wheel: .ci/node knows.
    for _ in range(TRIES):
        done = subprocess.run(
            ["sh", "-c", '. .ci/node && exec node "$@"', "node", *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            break
        print(done.stderr[-600:], file=sys.stderr)
    else:
        sys.exit(f"Lighthouse failed on {address}.")
    said = json.loads(done.stdout)
    for kind, category in said["categories"].items():
        for part in category["auditRefs"]:
            audit = said["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                shown = audit.get("displayValue", "")
                print(f"{kind}: {audit['id']} {audit['score']:.2f} {shown} {audit['title']}", file=sys.stderr)
    return {kind: category["score"] and 100 * category["score"] for kind, category in said["categories"].items()}


def main() -> int:
    well = True
    with demo_portal() as portal:
        for name, address in public_pages(as_a_real_one(portal)).items():
            for kind, score in report(address).items():
                well &= tell(
                    f"{name}: {kind}", score or 0, "points", against=100, target=ENOUGH / 100, n=1, at_least=True
                )
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
