"""The right answers of the course, one module a component, with the known wrong ones beside them.

Imports nothing of the project outside this package: NumPy and the standard library only.
"""
