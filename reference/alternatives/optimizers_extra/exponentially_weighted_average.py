# %% the template
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    averages = np.zeros(len(theta))
    v = 0
    for t in range(1, len(theta) + 1):
        # YOUR CODE STARTS HERE
        v = beta * v + (1 - beta) * theta[t - 1]
        averages[t - 1] = v / (1 - beta ** t) if bias_correction else v
        # YOUR CODE ENDS HERE
    return averages

# %% a list
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    out, v = [], 0.0
    for x in theta:
        v += (1 - beta) * (x - v)
        out.append(v)
    if bias_correction:
        out = [x / (1 - beta ** (i + 1)) for i, x in enumerate(out)]
    return out

# %% corrected at the end
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v = np.zeros(theta.shape)
    last = 0.0
    for i in range(theta.size):
        last = beta * last + (1 - beta) * theta[i]
        v[i] = last
    if bias_correction:
        v = v / (1 - beta ** np.arange(1, theta.size + 1))
    return v

# %% matrix of weights
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    t = np.arange(len(theta))
    weights = np.tril((1 - beta) * beta ** np.maximum(t[:, None] - t, 0))
    v = weights @ theta
    return v / weights.sum(axis=1) if bias_correction else v

# %% one power at a time
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    power, v, out = 1.0, 0.0, np.empty_like(theta)
    for i, x in enumerate(theta):
        power *= beta
        v = beta * v + (1.0 - beta) * x
        out[i] = v
        if bias_correction == True:
            out[i] /= 1.0 - power
    return out

# %% recursion
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v_0 = 0.0
    def v(t):
        return 0.0 if t == 0 else beta * v(t - 1) + (1 - beta) * theta[t - 1]
    T = len(theta)
    return np.array([v(t) / (1 - beta ** t if bias_correction else 1) for t in range(1, T + 1)])

# %% lfilter
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v = np.convolve(theta, (1 - beta) * beta ** np.arange(len(theta)))[:len(theta)]
    return v / (1 - beta ** np.arange(1, len(theta) + 1)) if bias_correction else v

# %% accumulate
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    values = list(theta)
    out = [0.0]
    while values:
        out.append(beta * out[-1] + (1 - beta) * values.pop(0))
    corrections = [1 - beta ** t if bias_correction else 1.0 for t in range(1, len(out))]
    return np.array(out[1:]) / np.array(corrections)

# %% explicit sums
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    result = []
    for t in range(1, len(theta) + 1):
        w = np.array([beta ** (t - k) for k in range(1, t + 1)])
        v = (1 - beta) * np.dot(w, theta[:t])
        result.append(v / ((1 - beta) * w.sum()) if bias_correction else v)
    return np.asarray(result)

# %% no imports
def exponentially_weighted_average(theta, beta, bias_correction):
    v = 0.0
    averages = []
    for t, x in enumerate(theta):
        v = beta * v + (1 - beta) * x
        averages.append(v)
    averages = np.array(averages)
    if not bias_correction:
        return averages
    return np.divide(averages, 1 - np.power(beta, np.arange(1, len(theta) + 1)))

# %% float32
import numpy as np

def exponentially_weighted_average(theta, beta, bias_correction):
    v, out = np.float32(0), np.zeros(len(theta), dtype=np.float32)
    for i in range(len(theta)):
        v = np.float32(beta * v + (1 - beta) * theta[i])
        out[i] = v / (1 - beta ** (i + 1)) if bias_correction else v
    return out
