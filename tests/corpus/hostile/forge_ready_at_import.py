"""Greet once more, as an older runtime that knows no ids."""

import os


class AtLoad:
    from grader.wire.frames import join
    from grader.wire.messages import Ready, pack

    for descriptor in range(3, 256):
        try:
            os.write(descriptor, join(*pack(Ready(0, "2.7", "0.1", "\x1b[31m<script>"))))
        except OSError:
            pass


def softmax(Z):
    return Z
