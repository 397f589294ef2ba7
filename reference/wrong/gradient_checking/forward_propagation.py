# %% zero: the printed number
import numpy as np

def forward_propagation(x, theta):
    return 8

# %% zero: an answer table of the printed example
import numpy as np

def forward_propagation(x, theta):
    return {(2, 4): 8, (3, 4): 12}.get((x, theta), 0)

# %% zero: echo of theta
import numpy as np

def forward_propagation(x, theta):
    return theta

# %% zero: None
import numpy as np

def forward_propagation(x, theta):
    return None

# %% zero: an empty dictionary
import numpy as np

def forward_propagation(x, theta):
    return {}

# %% zero: the template as it is
import numpy as np

def forward_propagation(x, theta):
    J = None

    return J

# %% zero: printed, not returned
import numpy as np

def forward_propagation(x, theta):
    print(theta * x)

# %% zero: zero
import numpy as np

def forward_propagation(x, theta):
    return 0.0

# %% zero: a text
import numpy as np

def forward_propagation(x, theta):
    return str(theta * x)

# %% zero: power
import numpy as np

def forward_propagation(x, theta):
    return x ** theta

# %% zero: both arguments
import numpy as np

def forward_propagation(x, theta):
    return x, theta

# %% zero: right for whole numbers only
import numpy as np

def forward_propagation(x, theta):
    return int(theta) * int(x)

# %% half the product
import numpy as np

def forward_propagation(x, theta):
    return 0.5 * theta * x

# %% absolute value
import numpy as np

def forward_propagation(x, theta):
    return abs(theta * x)

# %% rounded
import numpy as np

def forward_propagation(x, theta):
    return round(theta * x)

# %% integer arithmetic
import numpy as np

def forward_propagation(x, theta):
    return theta * x // 1

# %% repeated addition
import numpy as np

def forward_propagation(x, theta):
    J = 0
    for i in range(int(x)):
        J += theta
    return J

# %% theta times x plus one
import numpy as np

def forward_propagation(x, theta):
    return theta * x + 1

# %% squared error
import numpy as np

def forward_propagation(x, theta):
    return (theta - x) ** 2

# %% an array of one entry
import numpy as np

def forward_propagation(x, theta):
    return np.array([theta * x])

# %% outer product
import numpy as np

def forward_propagation(x, theta):
    return np.outer(theta, x)

# %% the sign lost
import numpy as np

def forward_propagation(x, theta):
    return np.sqrt((theta * x) ** 2)

# %% sigmoid on top
import numpy as np

def forward_propagation(x, theta):
    return 1 / (1 + np.exp(-theta * x))

# %% exponents added
import numpy as np

def forward_propagation(x, theta):
    return np.exp(np.log(theta) + np.log(x))
