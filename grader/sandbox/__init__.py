"""Where student code runs: the seam (`base`), the trusted side of a session (`stream`), and one module a backend."""
