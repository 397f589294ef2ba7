"""Characters that turn text round or hide it, in names of functions and types, in texts and in keys."""

BIDI = "\u202edessap\u202c\u2066x\u2069\u200b\u2028\ufeff\U000e0041"


def rename(function):
    function.__name__ = function.__qualname__ = BIDI
    function.__code__ = function.__code__.replace(co_name=BIDI, co_qualname=BIDI)
    return function


@rename
def inner():
    raise type(BIDI, (Exception,), {})(BIDI)


def softmax(Z):
    return inner()


def cross_entropy_cost(A, Y):
    return {BIDI: BIDI}
