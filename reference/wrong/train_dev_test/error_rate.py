# %% zero: nothing
import numpy as np

def error_rate(predictions, Y):
    return None

# %% zero: 0.25
import numpy as np

def error_rate(predictions, Y):
    return 0.25

# %% zero: all right or all wrong
import numpy as np

def error_rate(predictions, Y):
    return 0.0 if np.all(predictions == Y) else 1.0

# %% zero: echo
import numpy as np

def error_rate(predictions, Y):
    return predictions != Y

# %% zero: rows instead of columns
import numpy as np

def error_rate(predictions, Y):
    return np.sum(predictions != Y) / Y.shape[0]

# %% zero: last element only
import numpy as np

def error_rate(predictions, Y):
    for i in range(Y.shape[1]):
        rate = float(predictions[0, i] != Y[0, i])
    return rate

# %% zero: divided by m plus 1
import numpy as np

def error_rate(predictions, Y):
    return np.sum(predictions != Y) / (Y.shape[1] + 1)

# %% zero: first example skipped
import numpy as np

def error_rate(predictions, Y):
    return np.sum(predictions[0, 1:] != Y[0, 1:]) / Y.shape[1]

# %% zero: text
import numpy as np

def error_rate(predictions, Y):
    return f"{np.mean(predictions != Y):.3f}"

# %% zero: identity of the arrays
import numpy as np

def error_rate(predictions, Y):
    return float(predictions is not Y)

# %% zero: integer division
import numpy as np

def error_rate(predictions, Y):
    return np.sum(predictions != Y) // Y.shape[1]

# %% zero: rounded
import numpy as np

def error_rate(predictions, Y):
    return round(float(np.mean(predictions != Y)), 1)
