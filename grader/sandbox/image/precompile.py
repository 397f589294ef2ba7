"""Run inside the image's build: byte-compile the folders and files that are named, and the base's standard library.

The root file system is read-only at run time, so what isn't compiled now would be compiled at every start. Official
slim images ship the standard library without byte code. Hashes instead of times, and unchecked, because nothing
can change a file afterwards.
"""

import compileall
import py_compile
import re
import sys
import sysconfig
from pathlib import Path

NOT_NEEDED = re.compile(r"/(test|tests|lib2to3|idlelib|tkinter|turtledemo|site-packages|dist-packages)/")

UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH

if __name__ == "__main__":  # Python 3.12 starts the compiling processes afresh, and they import this file
    for name in sys.argv[1:]:
        if name == "--stdlib":
            compileall.compile_dir(sysconfig.get_path("stdlib"), quiet=2, workers=0, rx=NOT_NEEDED)
        elif Path(name).is_dir():
            compileall.compile_dir(name, quiet=2, workers=0, invalidation_mode=UNCHECKED)
        else:
            compileall.compile_file(name, quiet=2, invalidation_mode=UNCHECKED)
