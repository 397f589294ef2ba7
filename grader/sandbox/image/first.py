"""Process 1 of a container: start the runtime as an ordinary process, and end as it ends.

The kernel protects process 1 of a namespace from signals: a student's `os.abort()` or `os.kill(os.getpid(), 9)` would
do something else there than everywhere else. Process 1 says in its exit code how the other ended; when it goes, the
kernel kills what is left.
"""

import os
import signal
import sys

child = os.fork()
if child == 0:
    sys.path.insert(0, "/opt/grader/stage/grader/runtime")
    import boot  # type: ignore[import-not-found] # imported, not run: a script's byte code is never cached

    del sys.path[0], sys.modules["boot"]
    boot.main(sys.argv[1:])
    sys.exit(0)

signal.signal(signal.SIGINT, signal.SIG_DFL)  # no handler: signals from inside then don't reach process 1
for descriptor in (0, 1, 2):
    os.close(descriptor)  # so that the streams end when the runtime's do
while True:
    pid, status = os.wait()
    if pid == child:
        break
code = os.waitstatus_to_exitcode(status)
os._exit(code if code >= 0 else 128 - code)
