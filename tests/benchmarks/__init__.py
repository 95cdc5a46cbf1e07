"""Speed and size, as ratios against a bare aiohttp handler: ``python -m tests.benchmarks``."""
