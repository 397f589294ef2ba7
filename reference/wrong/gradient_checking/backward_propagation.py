# %% zero: the printed number
import numpy as np

def backward_propagation(x, theta):
    return 2

# %% zero: the other printed number
import numpy as np

def backward_propagation(x, theta):
    return 3

# %% zero: an answer table of the printed examples
import numpy as np

def backward_propagation(x, theta):
    return {(2, 4): 2, (3, 4): 3}.get((x, theta))

# %% zero: None
import numpy as np

def backward_propagation(x, theta):
    return None

# %% zero: an empty dictionary
import numpy as np

def backward_propagation(x, theta):
    return {}

# %% zero: the template as it is
import numpy as np

def backward_propagation(x, theta):
    dtheta = None

    return dtheta

# %% zero: zero
import numpy as np

def backward_propagation(x, theta):
    return 0

# %% zero: printed, not returned
import numpy as np

def backward_propagation(x, theta):
    print(x)

# %% zero: sum of both
import numpy as np

def backward_propagation(x, theta):
    return x + theta

# %% zero: the name of it
import numpy as np

def backward_propagation(x, theta):
    return 'x'

# %% minus x
import numpy as np

def backward_propagation(x, theta):
    return -x

# %% half of x
import numpy as np

def backward_propagation(x, theta):
    return x / 2

# %% x squared
import numpy as np

def backward_propagation(x, theta):
    return x ** 2

# %% absolute value
import numpy as np

def backward_propagation(x, theta):
    return abs(x)

# %% a whole number
import numpy as np

def backward_propagation(x, theta):
    return int(x)

# %% rounded up
import numpy as np

def backward_propagation(x, theta):
    return np.ceil(x)

# %% a step of one, one side missing
import numpy as np

def backward_propagation(x, theta):
    return (theta + 1) * x

# %% central difference not halved
import numpy as np

def backward_propagation(x, theta):
    return (theta + 1) * x - (theta - 1) * x

# %% derivative of a square
import numpy as np

def backward_propagation(x, theta):
    return 2 * theta * x

# %% the inverse
import numpy as np

def backward_propagation(x, theta):
    return 1 / x

# %% an array of one entry
import numpy as np

def backward_propagation(x, theta):
    return np.array([x])

# %% a dictionary with the value
import numpy as np

def backward_propagation(x, theta):
    return {'dtheta': x}

# %% a numerical derivative too coarse to be exact
import numpy as np

def backward_propagation(x, theta):
    h = 1e-13
    return ((theta + h) * x - theta * x) / h
