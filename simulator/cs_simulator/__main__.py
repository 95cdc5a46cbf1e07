"""``python -m cs_simulator`` is ``cs-simulator``."""

from cs_simulator.cli.main import main

if __name__ == "__main__":
    main()
