"""Gradebooks and results in other programs' formats: one module a format, all from the same `Report`.

Knows nothing of sandboxes, specs or pages.
"""
