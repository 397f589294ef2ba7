"""Start a room: `python -s -S -P -B zygote.py [the flags of boot.py] [--filter HEX --hide NAMES]`.

A room serves many submissions one after the other, each in a child forked from a process that has imported everything
already. This process becomes the keeper; its first child the nursery. Both are hidden before anything else, and keep
the three capabilities they need: to give a child its user, and to end it.

Where a room has one user only, its own rules let it make namespaces for each child, which then get the rest:

--filter HEX   a seccomp program for the children, in hex digits
--hide NAMES   comma-separated entries of /proc to cover
"""

import os
import socket
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH120, PTH100 - as in boot.py
import boot  # type: ignore[import-not-found,unused-ignore] # by path: nothing of ours is importable yet

del sys.path[0], sys.modules["boot"]


def taken(flag: str, arguments: list[str]) -> list[str]:
    """Take a flag and its value out of the arguments; none or one."""
    if flag not in arguments:
        return []
    at = arguments.index(flag)
    value = arguments[at + 1]
    del arguments[at : at + 2]
    return [value]


def main(arguments: list[str]) -> None:
    """Never returns: the keeper ends by itself, and so do the children in `serve`."""
    filters = bytes.fromhex("".join(taken("--filter", arguments)))
    hidden = [name for names in taken("--hide", arguments) for name in names.split(",")]
    flags = boot.read(arguments)
    boot.prepare(flags)
    from grader.runtime import confine

    confine.hide()
    privileged = os.geteuid() == 0
    users = confine.range_of_users() if privileged else None
    confine.keep_only(*((confine.SETUID, confine.SETGID, confine.KILL) if users else ()))
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    nursery = os.fork()
    if nursery == 0:
        ours.close()
        confine.hide()
        confine.keep_only(*((confine.SETUID, confine.SETGID) if users else ()))
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.close(null)
        from grader.runtime.nursery import Nursery
        from grader.runtime.serve import prepare, serve

        if "tensorflow" in flags.preload:
            prepare()
        children = Nursery(its, (boot.STAGE, *flags.sites), filters, hidden)
        children.settle()
        children.next_child()
        reader, writer = boot.take_protocol()
        serve(reader, writer, flags.preload)
    its.close()
    from grader.runtime import landlock
    from grader.runtime.keeper import Keeper
    from grader.wire.messages import PROTOCOL_VERSION
    from grader.wire.room import Opened

    opened = Opened(PROTOCOL_VERSION, landlock.version(), users is not None)
    Keeper(ours, nursery, users, opened).keep()


if __name__ == "__main__":
    main(sys.argv[1:])
