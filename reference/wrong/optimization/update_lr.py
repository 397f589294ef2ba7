# %% zero: echo
def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0

# %% zero: None
def update_lr(learning_rate0, epoch_num, decay_rate):
    learning_rate = learning_rate0 / (1 + decay_rate * epoch_num)

# %% zero: a constant
def update_lr(learning_rate0, epoch_num, decay_rate):
    return 0.16666666666666666

# %% zero: the answers of the notebook
def update_lr(learning_rate0, epoch_num, decay_rate):
    return {(0.5, 2, 1): 0.16666666666666666, (0.5, 0, 1): 0.5, (0.5, 10, 1): 0.5 / 11}.get((learning_rate0, epoch_num, decay_rate), 0.1)

# %% zero: an empty string
def update_lr(learning_rate0, epoch_num, decay_rate):
    return ""

# %% zero: NaN
def update_lr(learning_rate0, epoch_num, decay_rate):
    return float("nan")

# %% zero: infinity
def update_lr(learning_rate0, epoch_num, decay_rate):
    return float("inf")

# %% zero: text
def update_lr(learning_rate0, epoch_num, decay_rate):
    return str(learning_rate0 / (1 + decay_rate * epoch_num))

# %% zero: an array of one
import numpy as np

def update_lr(learning_rate0, epoch_num, decay_rate):
    return np.array([learning_rate0 / (1 + decay_rate * epoch_num)])

# %% rounded to four decimals
def update_lr(learning_rate0, epoch_num, decay_rate):
    return round(learning_rate0 / (1 + decay_rate * epoch_num), 4)

# %% decay rate of 1 written out
def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / (1 + 1 * epoch_num)

# %% never below a thousandth
def update_lr(learning_rate0, epoch_num, decay_rate):
    return max(0.001, learning_rate0 / (1 + decay_rate * epoch_num))

# %% epoch and decay added
def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / (1 + decay_rate + epoch_num)

# %% divided by epochs twice
def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / (1 + decay_rate * epoch_num) / max(1, epoch_num)

# %% over the root of the epoch
def update_lr(learning_rate0, epoch_num, decay_rate):
    return decay_rate / max(1, epoch_num) ** 0.5 * learning_rate0

# %% epoch squared
def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / (1 + decay_rate * epoch_num ** 2)

# %% decay rate cut to a whole number
def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / (1 + int(decay_rate) * epoch_num)

# %% a dictionary
def update_lr(learning_rate0, epoch_num, decay_rate):
    return {"learning_rate": learning_rate0 / (1 + decay_rate * epoch_num)}

# %% a global learning rate
learning_rate = 0.5

def update_lr(learning_rate0, epoch_num, decay_rate):
    global learning_rate
    learning_rate = learning_rate / (1 + decay_rate * epoch_num)
    return learning_rate

# %% division and multiplication in a row
def update_lr(learning_rate0, epoch_num, decay_rate):
    return learning_rate0 / (1 + decay_rate) * epoch_num

# %% epoch 1 still has the first rate
def update_lr(learning_rate0, epoch_num, decay_rate):
    if epoch_num == 1:
        return learning_rate0
    return learning_rate0 / (1 + decay_rate * epoch_num)
