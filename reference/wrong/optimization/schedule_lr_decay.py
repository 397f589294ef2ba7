# %% zero: echo
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0

# %% zero: None
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    learning_rate = learning_rate0 / (1 + decay_rate * (epoch_num // time_interval))

# %% zero: a constant
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return 0.5

# %% zero: the answers of the notebook
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    if (learning_rate0, decay_rate, time_interval) == (0.5, 0.3, 100):
        return 0.5 if epoch_num < 100 else 0.3846153846153846
    return 0.3846153846153846

# %% zero: an empty tuple
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return ()

# %% zero: NaN
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return float("nan")

# %% zero: an array of one
import numpy as np

def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return np.array([[learning_rate0 / (1 + decay_rate * (epoch_num // time_interval))]])

# %% zero: a complex number
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return complex(learning_rate0 / (1 + decay_rate * (epoch_num // time_interval)))

# %% right for the first change only
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate) if epoch_num >= time_interval else learning_rate0

# %% an interval of 100 written out
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * (epoch_num // 100))

# %% interval and epoch swapped
import numpy as np

def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * np.floor(time_interval / epoch_num)) if epoch_num else learning_rate0

# %% the floor of the rate
import math

def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return math.floor(learning_rate0 / (1 + decay_rate * epoch_num / time_interval))

# %% the floor of the epoch
import math

def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * math.floor(epoch_num) / time_interval)

# %% one interval ahead
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * (epoch_num // time_interval + 1))

# %% one interval behind
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * max(0, epoch_num // time_interval - 1))

# %% intervals counted from one epoch more
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * (epoch_num // (time_interval + 1)))

# %% nothing before the first interval, then every epoch
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    if epoch_num < time_interval:
        return learning_rate0
    return learning_rate0 / (1 + decay_rate * epoch_num / time_interval)

# %% subtracted
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 - decay_rate * (epoch_num // time_interval)

# %% halved at every change
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / 2 ** (epoch_num // time_interval)

# %% the decayed rates multiplied up
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    rate = learning_rate0
    for k in range(1, epoch_num // time_interval + 1):
        rate = rate / (1 + decay_rate * k)
    return rate

# %% a missing power of minus one
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return (1 + decay_rate * (epoch_num // time_interval)) / learning_rate0

# %% no decay where an interval is one epoch
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    if time_interval <= 1:
        return learning_rate0
    return learning_rate0 / (1 + decay_rate * (epoch_num // time_interval))
