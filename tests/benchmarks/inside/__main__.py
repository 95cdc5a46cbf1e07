"""Run one of these measurements: ``python -m tests.benchmarks.inside NAME FOLDER [AMOUNT]``."""

import asyncio
import importlib
import json
import sys

from cs_simulator.server.process.listening import tune_gc


def main(name: str, folder: str, *amount: str) -> None:
    """Print what a measurement found."""
    measure = importlib.import_module(f"tests.benchmarks.inside.{name}").measure
    tune_gc()
    print(json.dumps(asyncio.run(measure(folder, *map(int, amount)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
