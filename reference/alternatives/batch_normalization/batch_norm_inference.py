# %% the template
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    # YOUR CODE STARTS HERE
    Z_norm = (Z - running_mean) / np.sqrt(running_variance + epsilon)
    Z_tilde = gamma * Z_norm + beta
    # YOUR CODE ENDS HERE
    return Z_tilde

# %% one line
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return gamma * (Z - running_mean) / np.sqrt(running_variance + epsilon) + beta

# %% folded into a linear map
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    scale = gamma / np.sqrt(running_variance + epsilon)
    return scale * Z + (beta - scale * running_mean)

# %% power
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return np.multiply(gamma, (Z - running_mean) * (running_variance + epsilon) ** -0.5) + beta

# %% feature by feature
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    out = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        out[i, :] = gamma[i, 0] * (Z[i, :] - running_mean[i, 0]) / np.sqrt(running_variance[i, 0] + epsilon) + beta[i, 0]
    return out

# %% example by example
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return np.hstack([gamma * (Z[:, [i]] - running_mean) / np.sqrt(running_variance + epsilon) + beta for i in range(Z.shape[1])])

# %% transposed
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return (((Z.T - running_mean.T) / np.sqrt(running_variance.T + epsilon)) * gamma.T + beta.T).T

# %% in place
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    Z -= running_mean
    Z /= np.sqrt(running_variance + epsilon)
    Z *= gamma
    Z += beta
    return Z

# %% diagonal matrix
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    D = np.diag((gamma / np.sqrt(running_variance + epsilon)).ravel())
    return D @ (Z - running_mean) + beta

# %% no imports
def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    return np.add(np.divide(np.multiply(gamma, np.subtract(Z, running_mean)), np.sqrt(np.add(running_variance, epsilon))), beta)

# %% einsum and float32
import numpy as np

def batch_norm_inference(Z, gamma, beta, running_mean, running_variance, epsilon):
    scale = (gamma / np.sqrt(running_variance + epsilon)).ravel()
    return (np.einsum("i,ij->ij", scale, Z - running_mean) + beta).astype(np.float32)
