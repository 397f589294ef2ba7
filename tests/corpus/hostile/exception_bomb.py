"""An exception with a hundred megabytes of text, causes in a circle and ten thousand frames."""


class Text(str):
    def encode(self, *args):
        raise SystemExit(0)

    def __getitem__(self, key):
        return self

    __str__ = lambda self: self


class Bomb(Exception):
    def __str__(self):
        return Text("x" * 10**7 + "\ud800\x1b[2J\u202e</script>")


def deeper(n):
    if n:
        return deeper(n - 1)
    error = Bomb()
    error.__cause__ = error.__context__ = error
    error.add_note("n" * 10**6)
    raise error


def softmax(Z):
    return deeper(900)


def cross_entropy_cost(A, Y):
    kind = type("K" * 10**6 + "\n::error::x", (Exception,), {})
    raise kind(kind)
