# %% the template
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    # YOUR CODE STARTS HERE
    learning_rate = decay_rate ** epoch_num * learning_rate0
    # YOUR CODE ENDS HERE
    return learning_rate

# %% np.power
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 * np.power(decay_rate, epoch_num)

# %% pow
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 * pow(decay_rate, epoch_num)

# %% loop
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    rate = learning_rate0
    for _ in range(epoch_num):
        rate *= decay_rate
    return rate

# %% logarithm
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 * np.exp(epoch_num * np.log(decay_rate))

# %% math
import math

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return math.exp(math.log(learning_rate0) + epoch_num * math.log(decay_rate))

# %% recursion, no imports
def exponential_decay(learning_rate0, epoch_num, decay_rate):
    if epoch_num == 0:
        return learning_rate0
    return decay_rate * exponential_decay(learning_rate0, epoch_num - 1, decay_rate)

# %% inverse powers
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / (1 / decay_rate) ** epoch_num

# %% product
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return float(learning_rate0 * np.prod([decay_rate] * epoch_num))

# %% exp2
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 * np.exp2(epoch_num * np.log2(decay_rate))

# %% array of shape ()
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return np.array(learning_rate0 * decay_rate ** float(epoch_num))
