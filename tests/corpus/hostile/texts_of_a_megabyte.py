"""Texts as long as a reply may hold, as answers, as keys and as steps: every message quotes them."""

LONG = "x<b>=1+1\u202e" * 90_000


def diagnose_bias_variance(train_error, dev_error, bayes_error):
    return {"avoidable_bias": train_error - bayes_error, "variance": LONG, "verdict": 1, "next_steps": ""}


def error_rate(predictions, Y):
    return {LONG: LONG[:9]}


def normalize_inputs(X_train, X_other):
    raise KeyError(LONG)


def split_train_dev_test(X, Y, dev_fraction, test_fraction, seed=None):
    return [({LONG: 1}, 2), (3, 4), 5]
