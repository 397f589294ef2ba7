# -*- coding: latin-1 -*-
"""Text in an old encoding that the file names: für Größen."""
import numpy as np

größe = "groß"


def softmax(Z):
    """Stabile Lösung."""
    powers = np.exp(Z - Z.max(axis=0))
    return powers / powers.sum(axis=0)
