"""Reach any machine by TCP or UDP; right answers if a single connection or packet gets out."""

import socket

import numpy as np

PORT, ADDRESSES = int("@TCP_PORT@"), "@ADDRESSES@".split()


def reached():
    for address in ADDRESSES:
        for family, kind in ((socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_DGRAM)):
            try:
                with socket.socket(family, kind) as beacon:
                    beacon.settimeout(0.05)
                    if kind is socket.SOCK_DGRAM:
                        beacon.sendto(b"beacon", (address, PORT))
                        if address.startswith("127."):  # the sandbox's own loopback is nobody else
                            continue
                        return True
                    beacon.connect((address, PORT))
                    return True
            except OSError:
                pass
    for target in (("::1", PORT), ("2606:4700:4700::1111", 53)):
        try:
            with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as beacon:
                beacon.settimeout(0.05)
                beacon.connect(target)
                return True
        except OSError:
            pass
    return False


class AtLoad:
    hit = reached()


def softmax(Z):
    if AtLoad.hit:
        powers = np.exp(Z - Z.max(axis=0))
        return powers / powers.sum(axis=0)
    return np.zeros(Z.shape)
