"""The grading engine: trusted and independent of any course."""

__version__ = "0.1.0"
