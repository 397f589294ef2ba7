"""Greek letters, accents and non-Latin words as names and in comments."""
import numpy as np

π = np.pi
größe = 3


def σ(ζ):  # 归一化
    η = np.exp(ζ - ζ.max(axis=0))
    return η / η.sum(axis=0)


def softmax(Z):
    """α, β, γ — «softmax» 🙂"""
    α̂ = σ(Z)
    return α̂


def cross_entropy_cost(A, Y):
    損失 = -(Y * np.log(A)).sum() / Y.shape[1]
    return 損失
