"""Answers in the runtime's place whose text is no text: broken UTF-8, surrogates, overlong forms, in each field."""

import os
import sys

import numpy as np

BAD = (b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\x80" * 60)


def forged(kind, number, text):
    raw = bytes([0xD9, len(text)]) + text
    key = b"".join(bytes([0xA0 + len(name)]) + name for name in ())
    fields = {
        "raised": [(b"type", b"\xa6raised"), (b"id", number), (b"type_name", raw), (b"message", raw)],
        "unsendable": [(b"type", b"\xaaunsendable"), (b"id", number), (b"reason", raw)],
    }[kind]
    return key + bytes([0x80 + len(fields)]) + b"".join(bytes([0xA0 + len(k)]) + k + v for k, v in fields)


def answer(kind, text):
    frame = sys._getframe(2)
    runtime, number = frame.f_locals["self"], frame.f_locals["call"].id
    head = forged(kind, b"\xcf" + number.to_bytes(8, "big"), text)
    os.write(runtime._writer, len(head).to_bytes(4, "big") + bytes(4) + head)
    os._exit(0)


def softmax(Z):
    answer("raised", BAD[0])


def cross_entropy_cost(A, Y):
    answer("unsendable", BAD[1])


def softmax_backward(X, A, Y):
    answer("raised", BAD[2])


def predict(X, W, b):
    answer("unsendable", b"<script>alert(1)</script>" + BAD[3])
