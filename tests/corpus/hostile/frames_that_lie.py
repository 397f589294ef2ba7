"""Tracebacks of code whose names, lines and files are made up: lines of 2**31, names of a megabyte, cells not there."""

import types


def made_up(**changes):
    def function(*args):
        raise ValueError("made up")

    return types.FunctionType(function.__code__.replace(**changes), {})


def softmax(Z):
    made_up(co_firstlineno=2**31 - 1, co_name="<script>alert(1)</script>", co_qualname="q" * 2**20)()


def cross_entropy_cost(A, Y):
    made_up(co_name="n" * 2**20, co_linetable=b"\xff" * 64)()


def softmax_backward(A, Y, X):
    made_up(co_filename="cell 1 of 0\n::error::", co_firstlineno=0)()


def predict(X, W, b):
    try:
        made_up()()
    except ValueError as error:
        error.__traceback__ = types.TracebackType(error.__traceback__, error.__traceback__.tb_frame, 0, -(2**31))
        raise
