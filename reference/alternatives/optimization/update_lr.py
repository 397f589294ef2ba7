# %% the template of 2021
# GRADED FUNCTION: update_lr
def update_lr(learning_rate0, epoch_num, decay_rate):
    #(approx. 1 line)
    # YOUR CODE STARTS HERE
    learning_rate = (1 / (1 + decay_rate * epoch_num)) * learning_rate0
    # YOUR CODE ENDS HERE
    return learning_rate

# %% one division
def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / (1 + decay_rate * epoch_num)

# %% a negative power
def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 * (1 + epoch_num * decay_rate) ** -1

# %% numpy scalars
import numpy as np

def update_lr(learning_rate0, epoch_num, decay_rate):
    return np.divide(learning_rate0, np.add(1, np.multiply(decay_rate, epoch_num)))

# %% an array of shape ()
import numpy as np

def update_lr(learning_rate0, epoch_num, decay_rate):
    return np.array(learning_rate0 / (1 + decay_rate * epoch_num))

# %% float32
import numpy as np

def update_lr(learning_rate0, epoch_num, decay_rate):
    return np.float32(learning_rate0) / (np.float32(1) + np.float32(decay_rate) * np.float32(epoch_num))

# %% a loop that adds
def update_lr(learning_rate0, epoch_num, decay_rate):
    divisor = 1.0
    for epoch in range(epoch_num):
        divisor += decay_rate
    return learning_rate0 / divisor

# %% fractions
from fractions import Fraction

def update_lr(learning_rate0, epoch_num, decay_rate):
    return float(Fraction(learning_rate0) / (1 + Fraction(decay_rate) * epoch_num))

# %% the reciprocals added
def update_lr(learning_rate0, epoch_num, decay_rate):
    inverse = 1 / learning_rate0 + decay_rate * epoch_num / learning_rate0
    return 1 / inverse

# %% logarithms
import math

def update_lr(learning_rate0, epoch_num, decay_rate):
    return math.exp(math.log(learning_rate0) - math.log1p(decay_rate * epoch_num))

# %% lambda
update_lr = lambda learning_rate0, epoch_num, decay_rate: learning_rate0 / (decay_rate * epoch_num + 1)

# %% type hints and f-string
def update_lr(learning_rate0: float, epoch_num: int, decay_rate: float) -> float:
    """Inverse time decay."""
    divisor: float = 1 + decay_rate * epoch_num
    print(f"epoch {epoch_num}: divisor {divisor}")
    return learning_rate0 / divisor

# %% recursion over blocks
def _divisor(n, rate):
    return 1 if n == 0 else _divisor(n // 2, rate) + (n - n // 2) * rate

def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / _divisor(epoch_num, decay_rate)
