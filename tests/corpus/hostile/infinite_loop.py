"""Loop without end, and catch whatever would end it."""


def softmax(Z):
    while True:
        try:
            while Z is not None:
                Z = Z + 0
        except BaseException:
            pass
