"""A notebook written for TensorFlow 1 is told by its code, and nothing of TensorFlow 2 is taken for one."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from grader.errors import UnreadableError
from grader.submission import read_submission
from grader.tensorflow1 import first_use

OLD = {
    "session": "import tensorflow as tf\ndef f(x):\n    with tf.Session() as s:\n        return s.run(x)",
    "placeholder": "import tensorflow as tf\nx = tf.placeholder(tf.float32, name='x')",
    "initializer": "import tensorflow as tf\nW = tf.get_variable('W', initializer=tf.contrib.x())",
    "compat": "import tensorflow as tf\ns = tf.compat.v1.Session()",
    "compat as tf": "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()",
    "from compat": "from tensorflow.compat import v1 as old\nold.placeholder(old.float32)",
    "optimizer": "import tensorflow as tf\no = tf.train.AdamOptimizer(learning_rate=0.1)",
    "no import": "def f():\n    return tf.Session()",
}

NEW = {
    "comment": "import tensorflow as tf\n# with tf.Session() as s: gone\nx = tf.constant(1)",
    "text": 'import tensorflow as tf\n"""Once one wrote tf.placeholder and tf.Session."""\nprint("tf.Session()")',
    "quiet": "import tensorflow as tf\ntf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)",
    "an old call beside new ones": "import tensorflow as tf\ntf.Session()\nwith tf.GradientTape() as t: pass",
    "old call, keras": "import tensorflow as tf\nfrom tensorflow.keras import layers\ntf.placeholder(1)",
    "old call, numpy": "import tensorflow as tf\nprint(tf.constant(1).numpy())\ntf.get_variable('x')",
    "another Session": "import requests\ns = requests.Session()\nplaceholder = None",
    "its own tf": "import tensorflow as tf\nclass A:\n    Session = 1\na = A().Session",
    "none": "import numpy as np",
}


def told(source: str) -> str | None:
    return first_use([("cell 1", ast.parse(source))])


@pytest.mark.parametrize("source", OLD.values(), ids=OLD)
def test_graphs_and_sessions_are_told(source: str) -> None:
    """Each way to write for TensorFlow 1, with the place."""
    found = told(source)
    assert found is not None
    assert "cell 1, line" in found


@pytest.mark.parametrize("source", NEW.values(), ids=NEW)
def test_no_false_alarm(source: str) -> None:
    """Comments, texts, silencers of the log, and a stray old call in a notebook for TensorFlow 2."""
    assert told(source) is None


def test_the_first_place_is_named() -> None:
    """Cells count in order, and an alias of an earlier cell holds in a later one."""
    cells = ["import tensorflow as t", "x = 1\ny = t.placeholder(t.float32)", "t.Session()"]
    found = first_use([(f"cell {n}", ast.parse(text)) for n, text in enumerate(cells, 1)])
    assert found == "t.placeholder in cell 2, line 2"


@pytest.mark.parametrize(("image", "refused"), [("tensorflow", True), ("numpy", False)])
def test_a_notebook_for_tensorflow_1_is_refused_where_tensorflow_is_graded(
    tmp_path: Path, image: str, refused: bool
) -> None:
    """One line that says what it is, where one sees it and what to do; NumPy assignments don't look."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "tf.placeholder"},
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": OLD["session"]},
    ]
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))

    def read() -> None:
        read_submission(path, id="old", names={"f"}, image=image)  # type: ignore[arg-type] - a parameter of the test

    if not refused:
        read()
        return
    with pytest.raises(UnreadableError, match=r"is written for TensorFlow 1 \(tf\.Session in cell 1, line 3\).*2021"):
        read()
