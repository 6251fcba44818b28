"""One engine in a process of its own: builds, or opens and answers queries from stdin."""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

from engines import ENGINES, texts_of


def main(engine: str, task: str, place: Path, texts: Path) -> None:
    """`build` prints seconds and memory; `serve` answers {"words": […]} lines with milliseconds.

    A line with "check" is answered with the scores too, one with "compare" with what pruning does.
    """
    this = ENGINES[engine]()
    this.prepare()
    if task == "build":
        passages = texts_of(texts)
        before, start = _resident(), perf_counter()
        this.build(passages, place)
        _say(seconds=perf_counter() - start, mib=_most() - before)
        return
    start = perf_counter()
    this.open(place)
    _say(ms=(perf_counter() - start) * 1e3)
    for line in sys.stdin:
        asked = json.loads(line)
        if asked.get("compare"):
            _say(**this.compare(asked["words"]))
            continue
        start = perf_counter()
        this.search(asked["words"])
        spent = (perf_counter() - start) * 1e3
        resident, scores = _resident(), None
        if asked.get("check"):
            scores = this.ranked(asked["words"]) if hasattr(this, "ranked") else this.scores
        _say(ms=spent, mib=resident, scores=scores)


def _say(**figures: object) -> None:
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _resident() -> float:
    """Resident memory in MiB; where the system does not tell, the most there has been."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return _most()
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
