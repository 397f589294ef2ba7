# %% the template of 2021
import numpy as np

# GRADED FUNCTION: schedule_lr_decay
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    # (approx. 1 lines)
    # YOUR CODE STARTS HERE
    learning_rate = (1 / (1 + decay_rate * np.floor(epoch_num / time_interval))) * learning_rate0
    # YOUR CODE ENDS HERE
    return learning_rate

# %% floor division
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * (epoch_num // time_interval))

# %% math.floor
import math

def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * math.floor(epoch_num / time_interval))

# %% int
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + int(epoch_num / time_interval) * decay_rate)

# %% its own update_lr
def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / (1 + decay_rate * epoch_num)

def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return update_lr(learning_rate0, epoch_num // time_interval, decay_rate)

# %% divmod
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    intervals, _ = divmod(epoch_num, time_interval)
    return learning_rate0 * (1 + decay_rate * intervals) ** -1

# %% an exact multiple first
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    start = epoch_num - epoch_num % time_interval
    return learning_rate0 / (1 + decay_rate * start / time_interval)

# %% a loop over epochs
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    stairs = 0
    for epoch in range(1, epoch_num + 1):
        if epoch % time_interval == 0:
            stairs += 1
    return learning_rate0 / (1 + decay_rate * stairs)

# %% a while loop that subtracts
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    divisor, left = 1.0, epoch_num
    while left >= time_interval:
        left -= time_interval
        divisor += decay_rate
    return learning_rate0 / divisor

# %% numpy, shape ()
import numpy as np

def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return np.asarray(learning_rate0 / (1 + decay_rate * np.floor_divide(epoch_num, time_interval)))

# %% float32
import numpy as np

def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return np.float32(learning_rate0) / np.float32(1 + decay_rate * (epoch_num // time_interval))

# %% math.trunc, type hints
from math import trunc

def schedule_lr_decay(learning_rate0: float, epoch_num: int, decay_rate: float, time_interval: int = 1000) -> float:
    if (intervals := trunc(epoch_num / time_interval)) == 0:
        return learning_rate0
    return learning_rate0 / (1 + decay_rate * intervals)

# %% the length of a range
def schedule_lr_decay(learning_rate0, epoch_num, decay_rate, time_interval=1000):
    return learning_rate0 / (1 + decay_rate * len(range(time_interval, epoch_num + 1, time_interval)))
