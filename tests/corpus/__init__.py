"""The corpus: hostile and honest submissions, and what each must get. See docs/corpus.md for the table.

`hostile/` and `honest/` hold one submission a file; what must be large or strange is made by `make`. `declared.toml`
says what each gets. `run` grades them on a backend, and `python -m tests.corpus` writes the table.
"""
