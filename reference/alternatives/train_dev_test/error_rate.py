# %% as in the notebook
import numpy as np

def error_rate(predictions, Y):
    return np.mean(predictions != Y)

# %% one minus accuracy
import numpy as np

def error_rate(predictions, Y):
    return 1 - np.mean(predictions == Y)

# %% sum over m
import numpy as np

def error_rate(predictions, Y):
    m = Y.shape[1]
    return np.sum(predictions != Y) / m

# %% a loop
import numpy as np

def error_rate(predictions, Y):
    wrong = 0
    for i in range(Y.shape[1]):
        if predictions[0, i] != Y[0, i]:
            wrong += 1
    return wrong / Y.shape[1]

# %% count_nonzero
import numpy as np

def error_rate(predictions, Y):
    return float(np.count_nonzero(predictions - Y)) / Y.size

# %% pure Python
def error_rate(predictions, Y):
    pairs = list(zip(predictions.ravel().tolist(), Y.ravel().tolist()))
    return sum(p != y for p, y in pairs) / len(pairs)

# %% where
import numpy as np

def error_rate(predictions, Y):
    return np.where(predictions == Y, 0, 1).mean()

# %% shape-() array
import numpy as np

def error_rate(predictions, Y):
    return np.array((predictions != Y).astype(float).mean())

# %% fraction
from fractions import Fraction

def error_rate(predictions, Y):
    mistakes = int((predictions != Y).sum())
    return float(Fraction(mistakes, Y.shape[1]))

# %% sign of the absolute difference
import numpy as np

def error_rate(predictions, Y):
    return np.average(np.sign(np.abs(predictions - Y)))

# %% sum over the axis, squeezed
import numpy as np

def error_rate(predictions, Y):
    per_row = np.sum(np.not_equal(predictions, Y), axis=1, keepdims=True)
    return np.squeeze(per_row) / np.shape(Y)[-1]

# %% float32
import numpy as np

def error_rate(predictions, Y):
    return np.float32(np.mean(predictions != Y))
