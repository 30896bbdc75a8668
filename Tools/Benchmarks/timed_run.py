"""Runs a program and says what it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Run:
    """What one run of a program took."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def timed(command: list[str]) -> Run:
    """Runs a program from a small process of its own; ends with its message where it fails.

    A process starts as a copy of the one that starts it, and the kernel counts that copy into its
    largest memory: started from here it would have the memory of this process at least.

    Args:
        command: The program and its arguments.

    Returns:
        Its wall time, its processor time and its largest resident memory.
    """
    starter = [sys.executable, "-S", "-E", __file__, *command]
    process = subprocess.run(starter, capture_output=True, text=True, check=False)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed: {process.stderr[-2000:]}")
    return Run(**json.loads(process.stdout))


def start(command: list[str]) -> None:
    """Runs a program and prints what it took; ends as it ends.

    Args:
        command: The program and its arguments.
    """
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if status != 0:
        sys.exit(1)
    run = Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    print(json.dumps(asdict(run)))


if __name__ == "__main__":
    start(sys.argv[1:])
