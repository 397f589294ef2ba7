"""Inside, the process grows by so much and no further; outside, its limit is what it was."""

from __future__ import annotations

import resource

import numpy as np
import pytest

from grader.sandbox.headroom import headroom, lifted


def test_more_than_the_room_is_a_memory_error() -> None:
    """A product that would take gigabytes fails at once; one that fits doesn't."""
    column, row = np.ones((30_000, 1)), np.ones((1, 30_000))
    with headroom(2**28):
        assert (column[:1000] * row[:, :1000]).size == 10**6
        with pytest.raises(MemoryError):
            column * row
        with pytest.raises(MemoryError):
            "x" * 2**30


def test_the_limit_is_as_before_afterwards() -> None:
    """Also when something was raised inside."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(ZeroDivisionError), headroom(2**28):
        assert resource.getrlimit(resource.RLIMIT_AS) != before
        raise ZeroDivisionError
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_what_is_ours_has_all_of_it_again() -> None:
    """Inside `lifted` the limit is the one around the headroom; a process that is started there inherits that."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    with headroom(2**28):
        narrow = resource.getrlimit(resource.RLIMIT_AS)
        with lifted():
            assert resource.getrlimit(resource.RLIMIT_AS) == before
            with headroom(2**28):
                assert resource.getrlimit(resource.RLIMIT_AS) != before
        assert resource.getrlimit(resource.RLIMIT_AS) == narrow != before
    with lifted():
        assert resource.getrlimit(resource.RLIMIT_AS) == before
