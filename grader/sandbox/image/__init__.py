"""The container image: its Dockerfile, its locked requirements and the builder. Knows no course and no student."""
