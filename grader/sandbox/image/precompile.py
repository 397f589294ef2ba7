"""Run once, inside the image's build: byte-compile our code and the base's standard library.

The root file system is read-only at run time, so what isn't compiled now would be compiled at every start. Official
slim images ship the standard library without byte code. Hashes instead of times, and unchecked, because nothing
can change a file afterwards.
"""

import compileall
import py_compile
import re
import sysconfig

NOT_NEEDED = re.compile(r"/(test|tests|lib2to3|idlelib|tkinter|turtledemo|site-packages|dist-packages)/")

compileall.compile_dir(
    "/opt/grader", quiet=2, workers=0, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
)
compileall.compile_dir(sysconfig.get_path("stdlib"), quiet=2, workers=0, rx=NOT_NEEDED)
