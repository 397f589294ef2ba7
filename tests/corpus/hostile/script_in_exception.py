"""A script as the text of an exception, as its type's name and on the line that raised it."""


def softmax(Z):
    raise ValueError("</pre><script>alert('corpus')</script>")


def cross_entropy_cost(A, Y):
    raise type("<script>alert('corpus')</script>", (Exception,), {})("]]><svg/onload=alert(1)>")


def softmax_backward(X, A, Y):
    x = None
    x["</td><script>alert('corpus')</script>"]
