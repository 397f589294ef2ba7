"""Wrong ways to write softmax regression that students really take, each with the hint that it earns.

Owns the named misconceptions of the assignment "Softmax Regression".
"""

from __future__ import annotations

from typing import Any

import numpy as np

from reference import softmax_regression as right
from reference.catalogue import collect, misconception
from reference.softmax_regression import Array

__all__ = ["MISCONCEPTIONS"]

SOFTMAX, COST, BACKWARD, PREDICT = "softmax", "cross_entropy_cost", "softmax_backward", "predict"


# --- softmax ------------------------------------------------------------------------------------------------------


@misconception(
    "softmax.not_stabilised",
    SOFTMAX,
    "exp(1000) overflows to infinity, and infinity over infinity is nan. What may you subtract from all scores of an "
    "example without changing its probabilities?",
)
def softmax_not_stabilised(Z: Array) -> Any:
    with np.errstate(all="ignore"):
        return np.exp(Z) / np.exp(Z).sum(axis=0, keepdims=True)


@misconception(
    "softmax.global_maximum",
    SOFTMAX,
    "You subtract one maximum from all examples. An example whose scores are far below it gets 0/0: every column needs "
    "its own.",
)
def softmax_global_maximum(Z: Array) -> Any:
    with np.errstate(all="ignore"):
        powers = np.exp(Z - Z.max())
        return powers / powers.sum(axis=0, keepdims=True)


@misconception(
    "softmax.smallest_subtracted",
    SOFTMAX,
    "What you subtract lets scores far above it overflow. Subtract a number that leaves none of the column's scores "
    "above 0.",
)
def softmax_smallest_subtracted(Z: Array) -> Any:
    with np.errstate(all="ignore"):
        powers = np.exp(Z - Z.min(axis=0))
        return powers / powers.sum(axis=0)


@misconception(
    "softmax.over_the_examples",
    SOFTMAX,
    "Your rows sum to 1, the columns should: the classes of one example compete, not the examples. Look at the axis.",
)
def softmax_over_the_examples(Z: Array) -> Any:
    powers = np.exp(Z - Z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@misconception(
    "softmax.global_sum",
    SOFTMAX,
    "All entries together sum to 1. Each example has its own probabilities: sum over the classes only.",
)
def softmax_global_sum(Z: Array) -> Any:
    powers = np.exp(Z - Z.max())
    return powers / powers.sum()


@misconception(
    "softmax.global_sum_not_stabilised",
    SOFTMAX,
    "All entries together sum to 1: each example has its own probabilities, so sum over the classes only. And for "
    "large numbers np.exp overflows: subtract the maximum of each column first.",
)
def softmax_global_sum_not_stabilised(Z: Array) -> Any:
    powers = np.exp(Z)
    return powers / powers.sum()


@misconception(
    "softmax.not_normalised",
    SOFTMAX,
    "Your columns don't sum to 1. The exponentials have to be divided by their sum.",
)
def softmax_not_normalised(Z: Array) -> Any:
    return np.exp(Z - Z.max(axis=0, keepdims=True))


@misconception(
    "softmax.sigmoid",
    SOFTMAX,
    "That is the sigmoid, which looks at each score alone. With more than two classes the probabilities must share 1.",
)
def softmax_sigmoid(Z: Array) -> Any:
    return 0.5 * (1 + np.tanh(Z / 2))


@misconception(
    "softmax.without_exponential",
    SOFTMAX,
    "You divide the scores themselves by their sum. Scores may be negative; what makes them positive first?",
)
def softmax_without_exponential(Z: Array) -> Any:
    with np.errstate(all="ignore"):
        return Z / Z.sum(axis=0, keepdims=True)


@misconception(
    "softmax.logarithm",
    SOFTMAX,
    "You return the logarithms of the probabilities. They are useful, but the text asks for the probabilities.",
)
def softmax_logarithm(Z: Array) -> Any:
    shifted = Z - Z.max(axis=0, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))


@misconception(
    "softmax.divided_by_maximum",
    SOFTMAX,
    "You divide the scores by the largest one before the exponential. That changes the probabilities; a shift doesn't.",
)
def softmax_divided_by_maximum(Z: Array) -> Any:
    with np.errstate(all="ignore"):
        powers = np.exp(Z / Z.max(axis=0, keepdims=True))
        return powers / powers.sum(axis=0, keepdims=True)


@misconception(
    "softmax.hard_maximum",
    SOFTMAX,
    "You return a 1 for the largest score and 0 for the rest: that is the hard maximum, softmax keeps the shades.",
)
def softmax_hard_maximum(Z: Array) -> Any:
    return np.equal(Z, Z.max(axis=0, keepdims=True)).astype(float)


# --- cost ---------------------------------------------------------------------------------------------------------


@misconception(
    "softmax_cost.sum_for_mean",
    COST,
    "You return the sum over the examples. The cost is their mean: a data set twice as large costs the same.",
)
def cost_sum_for_mean(A: Array, Y: Array) -> Any:
    return right.cross_entropy_cost(A, Y) * Y.shape[1]


@misconception(
    "softmax_cost.mean_over_entries",
    COST,
    "You average over all C · m entries. Sum over the classes, and average over the m examples.",
)
def cost_mean_over_entries(A: Array, Y: Array) -> Any:
    return right.cross_entropy_cost(A, Y) / Y.shape[0]


@misconception(
    "softmax_cost.divided_by_classes",
    COST,
    "You divide by the number of classes, the rows of Y. Examples are columns.",
)
def cost_divided_by_classes(A: Array, Y: Array) -> Any:
    return right.cross_entropy_cost(A, Y) * Y.shape[1] / Y.shape[0]


@misconception("softmax_cost.negative", COST, "Your cost is negative: logarithms of probabilities are. Check the sign.")
def cost_negative(A: Array, Y: Array) -> Any:
    return -right.cross_entropy_cost(A, Y)


@misconception(
    "softmax_cost.base_two",
    COST,
    "Your logarithm has base 2. The course's is the natural one; only then is the gradient A − Y.",
)
def cost_base_two(A: Array, Y: Array) -> Any:
    return right.cross_entropy_cost(A, Y) / np.log(2)


@misconception(
    "softmax_cost.base_ten",
    COST,
    "Your logarithm has base 10. The course's is the natural one; only then is the gradient A − Y.",
)
def cost_base_ten(A: Array, Y: Array) -> Any:
    return right.cross_entropy_cost(A, Y) / np.log(10)


@misconception(
    "softmax_cost.binary",
    COST,
    "That is the cost of the sigmoid, with a term for 1 − Y. Here the labels of an example share one 1: only the true "
    "class counts.",
)
def cost_binary(A: Array, Y: Array) -> Any:
    return -float(np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1])


@misconception(
    "softmax_cost.all_classes",
    COST,
    "You sum the logarithms of all classes. Only that of the true class counts: what picks it out?",
)
def cost_all_classes(A: Array, Y: Array) -> Any:
    return -float(np.mean(np.sum(np.log(A), axis=0)))


@misconception(
    "softmax_cost.without_logarithm",
    COST,
    "You average the probabilities of the true classes; the cost is about their logarithms.",
)
def cost_without_logarithm(A: Array, Y: Array) -> Any:
    return -float(np.mean(np.sum(Y * A, axis=0)))


@misconception(
    "softmax_cost.logarithm_of_mean",
    COST,
    "You take the logarithm last, of a mean. Take it of each example's probability first, then average.",
)
def cost_logarithm_of_mean(A: Array, Y: Array) -> Any:
    return -float(np.log(np.mean(np.sum(Y * A, axis=0))))


@misconception(
    "softmax_cost.squared_error",
    COST,
    "That is a squared error. Multi-class classification is trained on the cross-entropy.",
)
def cost_squared_error(A: Array, Y: Array) -> Any:
    return float(np.mean(np.sum((A - Y) ** 2, axis=0)))


@misconception(
    "softmax_cost.arguments_changed",
    COST,
    "The cost is right, but on the way your call changes A or Y itself (by *=, out= or an index), and the gradients "
    "are made of them. Make a new array.",
)
def cost_arguments_changed(A: Array, Y: Array) -> Any:
    cost = right.cross_entropy_cost(A, Y)
    A[:] = np.log(A)
    return cost


# --- gradients ----------------------------------------------------------------------------------------------------


def _from_dz(X: Array, dZ: Array) -> dict[str, Any]:
    m = X.shape[1]
    return {"dZ": dZ, "dW": dZ @ X.T / m, "db": dZ.sum(axis=1, keepdims=True) / m}


@misconception(
    "softmax_backward.sign",
    BACKWARD,
    "All your gradients point the other way: the probability of the true class has to grow when you step against them.",
)
def backward_sign(X: Array, A: Array, Y: Array) -> Any:
    return _from_dz(X, Y - A)


@misconception(
    "softmax_backward.activation_derivative",
    BACKWARD,
    "You multiply by A(1 − A). For softmax with cross-entropy that factor cancels: derive dZ again.",
)
def backward_activation_derivative(X: Array, A: Array, Y: Array) -> Any:
    return _from_dz(X, (A - Y) * A * (1 - A))


@misconception(
    "softmax_backward.cost_derivative",
    BACKWARD,
    "You stop at the derivative with respect to A, −Y/A. dZ goes one step further, through the softmax.",
)
def backward_cost_derivative(X: Array, A: Array, Y: Array) -> Any:
    return _from_dz(X, -Y / A)


@misconception(
    "softmax_backward.not_divided_by_m",
    BACKWARD,
    "dW and db grow with the number of examples. The cost is a mean over them, and so are its gradients.",
)
def backward_not_divided(X: Array, A: Array, Y: Array) -> Any:
    dZ = A - Y
    return {"dZ": dZ, "dW": dZ @ X.T, "db": dZ.sum(axis=1, keepdims=True)}


@misconception(
    "softmax_backward.weights_not_divided",
    BACKWARD,
    "db is right, but dW is not averaged over the examples.",
)
def backward_weights_not_divided(X: Array, A: Array, Y: Array) -> Any:
    dZ = A - Y
    return {**_from_dz(X, dZ), "dW": dZ @ X.T}


@misconception(
    "softmax_backward.biases_not_divided",
    BACKWARD,
    "dW is right, but db is a sum over the examples where it should be their mean.",
)
def backward_biases_not_divided(X: Array, A: Array, Y: Array) -> Any:
    dZ = A - Y
    return {**_from_dz(X, dZ), "db": dZ.sum(axis=1, keepdims=True)}


@misconception(
    "softmax_backward.divided_twice",
    BACKWARD,
    "You divide by m in dZ and again in dW and db. In the course's convention dZ has no 1/m.",
)
def backward_divided_twice(X: Array, A: Array, Y: Array) -> Any:
    return _from_dz(X, (A - Y) / X.shape[1])


@misconception(
    "softmax_backward.mean_in_dz",
    BACKWARD,
    "dW and db are right, but your dZ holds the 1/m. In the course's convention it stands in dW and db.",
)
def backward_mean_in_dz(X: Array, A: Array, Y: Array) -> Any:
    return {**_from_dz(X, A - Y), "dZ": (A - Y) / X.shape[1]}


@misconception(
    "softmax_backward.divided_by_classes",
    BACKWARD,
    "You divide by the number of classes, the rows of Y. Examples are columns.",
)
def backward_divided_by_classes(X: Array, A: Array, Y: Array) -> Any:
    dZ = A - Y
    return {"dZ": dZ, "dW": dZ @ X.T / Y.shape[0], "db": dZ.sum(axis=1, keepdims=True) / Y.shape[0]}


@misconception(
    "softmax_backward.transposed",
    BACKWARD,
    "Your dW is transposed: it must have the shape of W, one row for each class.",
)
def backward_transposed(X: Array, A: Array, Y: Array) -> Any:
    grads = _from_dz(X, A - Y)
    return {**grads, "dW": grads["dW"].T}


@misconception(
    "softmax_backward.flat_bias",
    BACKWARD,
    "Your db has one dimension. It must be a column like b, or adding it to Z later goes wrong: look for `keepdims`.",
)
def backward_flat_bias(X: Array, A: Array, Y: Array) -> Any:
    return {**_from_dz(X, A - Y), "db": np.mean(A - Y, axis=1)}


@misconception(
    "softmax_backward.bias_over_classes",
    BACKWARD,
    "Your db averages over the classes. Every class has a bias of its own: average over the examples.",
)
def backward_bias_over_classes(X: Array, A: Array, Y: Array) -> Any:
    return {**_from_dz(X, A - Y), "db": np.mean(A - Y, axis=0, keepdims=True)}


@misconception(
    "softmax_backward.data_changed",
    BACKWARD,
    "The gradients are right, but on the way your call changes X or Y itself (by -=, /= or out=): the next step is "
    "taken on other data. Make a new array.",
)
def backward_data_changed(X: Array, A: Array, Y: Array) -> Any:
    grads = right.softmax_backward(X, A, Y)
    X /= X.shape[1]
    return grads


# --- predictions --------------------------------------------------------------------------------------------------


@misconception(
    "softmax_predict.over_the_examples",
    PREDICT,
    "You look for the largest score along the examples. For each column, find the row that wins: look at the axis.",
)
def predict_over_the_examples(X: Array, W: Array, b: Array) -> Any:
    return np.argmax(W @ X + b, axis=1, keepdims=True).T


@misconception(
    "softmax_predict.one_hot",
    PREDICT,
    "You return one-hot columns. The text asks for the index of the class.",
)
def predict_one_hot(X: Array, W: Array, b: Array) -> Any:
    return np.eye(W.shape[0])[right.predict(X, W, b)[0]].T


@misconception(
    "softmax_predict.flat",
    PREDICT,
    "Your answer has one dimension. Labels stand in one row of two dimensions, shape (1, m): look for `keepdims`.",
)
def predict_flat(X: Array, W: Array, b: Array) -> Any:
    return right.predict(X, W, b)[0]


@misconception(
    "softmax_predict.column",
    PREDICT,
    "Your labels stand in a column. Examples are columns here, so their labels stand in one row.",
)
def predict_column(X: Array, W: Array, b: Array) -> Any:
    return right.predict(X, W, b).T


@misconception(
    "softmax_predict.bias_forgotten",
    PREDICT,
    "The scores lack the biases: a class can be likelier than the others before any feature is seen.",
)
def predict_bias_forgotten(X: Array, W: Array, b: Array) -> Any:
    return right.predict(X, W, 0 * b)


@misconception("softmax_predict.bias_subtracted", PREDICT, "The biases are added to the scores; you subtract them.")
def predict_bias_subtracted(X: Array, W: Array, b: Array) -> Any:
    return right.predict(X, W, -b)


@misconception(
    "softmax_predict.counted_from_one",
    PREDICT,
    "Your classes are numbered from 1. Like rows, they count from 0.",
)
def predict_counted_from_one(X: Array, W: Array, b: Array) -> Any:
    return right.predict(X, W, b) + 1


@misconception(
    "softmax_predict.smallest",
    PREDICT,
    "You choose the least likely class: the smallest score in place of the largest.",
)
def predict_smallest(X: Array, W: Array, b: Array) -> Any:
    return right.predict(X, -W, -b)


@misconception(
    "softmax_predict.largest_score",
    PREDICT,
    "You return the largest score itself. The label is the row in which it stands.",
)
def predict_largest_score(X: Array, W: Array, b: Array) -> Any:
    return (W @ X + b).max(axis=0, keepdims=True)


@misconception(
    "softmax_predict.largest_probability",
    PREDICT,
    "You return the largest probability itself. The label is the row in which it stands.",
)
def predict_largest_probability(X: Array, W: Array, b: Array) -> Any:
    return right.softmax(W @ X + b).max(axis=0, keepdims=True)


@misconception(
    "softmax_predict.threshold",
    PREDICT,
    "You compare probabilities with 0.5, as with two classes. With more, the largest may be smaller than that.",
)
def predict_threshold(X: Array, W: Array, b: Array) -> Any:
    return (right.softmax(W @ X + b) > 0.5).astype(int)


MISCONCEPTIONS = collect(globals())
