# %% zero: nothing
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return None

# %% zero: echo
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return learning_rate0

# %% zero: zero
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return 0.0

# %% zero: answer of the notebook
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return 0.2 if epoch_num == 0 else 0.05

# %% zero: staircase
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 * decay_rate ** (epoch_num // 10)

# %% zero: linear
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 * (1 - decay_rate * epoch_num / 100)

# %% zero: square root of the epoch
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return decay_rate / np.sqrt(epoch_num + 1) * learning_rate0

# %% zero: divided
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / decay_rate ** epoch_num

# %% zero: one array
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return np.array([learning_rate0 * decay_rate ** epoch_num])

# %% zero: rounded
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return round(learning_rate0 * decay_rate ** epoch_num, 3)

# %% zero: power of the rate
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return decay_rate * learning_rate0 ** epoch_num

# %% zero: never below a thousandth
import numpy as np

def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return max(learning_rate0 * decay_rate ** epoch_num, 0.05)

# %% epoch 1 still has the first rate
def exponential_decay(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 if epoch_num == 1 else learning_rate0 * decay_rate ** epoch_num
