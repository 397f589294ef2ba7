"""Fuzzing: any bytes become a value or the typed error, in bounded time and memory. See `python -m tests.fuzz -h`."""
