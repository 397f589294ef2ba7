"""HTML as the answer, as its keys, in what is printed and in the docstring."""

HTML = "</pre></td><img src=x onerror=alert(1)><script>alert('corpus')</script>{{7*7}}<!--"


def softmax(Z):
    """</title><script>alert('corpus')</script>"""
    print(HTML)
    return HTML


def cross_entropy_cost(A, Y):
    return {HTML: HTML}


def softmax_backward(X, A, Y):
    return {"dZ": [HTML], "dW": HTML.encode(), HTML: 1}
