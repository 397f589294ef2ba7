"""`python -m grader`."""

from __future__ import annotations

from grader.cli import main

if __name__ == "__main__":  # a spawned worker imports this module under another name
    main()
