"""``python -m simulator`` is ``cs-simulator``."""

from simulator.cli.main import main

if __name__ == "__main__":
    main()
