# %% zero: nothing
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    return None

# %% zero: echo
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    return theta

# %% zero: zeros
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    return np.zeros(len(theta))

# %% zero: answer of the notebook
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    return np.array([8, 16 / 3, 64 / 7]) if bias_correction else np.array([4.0, 4.0, 8.0])

# %% zero: mean
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    return np.full(len(theta), np.mean(theta))

# %% zero: column
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v, out = 0.0, []
    for t, x in enumerate(theta, 1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta ** t) if bias_correction else v)
    return np.array(out).reshape(-1, 1)

# %% zero: v_0 in front
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v, out = 0.0, [0.0]
    for t, x in enumerate(theta, 1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta ** t) if bias_correction else v)
    return np.array(out)

# %% zero: last value left out
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v, out = 0.0, []
    for t, x in enumerate(theta[:-1], 1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta ** t) if bias_correction else v)
    return np.array(out)

# %% zero: power counted from 0
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v, out = 0.0, []
    for t, x in enumerate(theta):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta ** t + 1e-12) if bias_correction else v)
    return np.array(out)

# %% zero: correction the wrong way round
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v, out = 0.0, []
    for t, x in enumerate(theta, 1):
        v = beta * v + (1 - beta) * x
        out.append(v if bias_correction else v / (1 - beta ** t))
    return np.array(out)

# %% zero: backwards
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v, out = 0.0, []
    for t, x in enumerate(theta[::-1], 1):
        v = beta * v + (1 - beta) * x
        out.append(v / (1 - beta ** t) if bias_correction else v)
    return np.array(out[::-1])

# %% zero: fixed beta
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v, out = 0.0, []
    for t, x in enumerate(theta, 1):
        v = 0.9 * v + 0.1 * x
        out.append(v / (1 - 0.9 ** t) if bias_correction else v)
    return np.array(out)
