"""What a submission must not reach or leave behind on the machine that runs the grader: canaries, and where to look."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

MARKS = ("grader-corpus", "corpus-note")
"""What the names of processes that submissions leave behind hold."""


class Canaries:
    """What a submission could reach on the machine: listening sockets, a file, a secret in the environment."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[str] = []
        self.secret = f"{folder.name}-{os.getpid()}"
        self.file = folder / "secret.txt"
        self.file.write_text("not for students\n")
        self._sockets = {
            "TCP": socket.create_server(("", 0)),
            "UDP": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "socket file": socket.socket(socket.AF_UNIX),
            "abstract socket": socket.socket(socket.AF_UNIX),
        }
        self._sockets["UDP"].bind(("", 0))
        path = folder / "canary.sock"
        self._sockets["socket file"].bind(str(path))
        self._sockets["abstract socket"].bind(f"\0{self.secret}")
        self.values = {
            "TCP_PORT": str(self._sockets["TCP"].getsockname()[1]),
            "UDP_PORT": str(self._sockets["UDP"].getsockname()[1]),
            "ADDRESSES": " ".join(_own_addresses()),
            "SOCKET": str(path),
            "ABSTRACT": self.secret,
            "FILE": str(self.file),
            "FOLDER": str(folder),
            "TOKEN": self.secret,
        }
        for name, listening in self._sockets.items():
            if name != "UDP":
                listening.listen()
            threading.Thread(target=self._listen, args=(name, listening), daemon=True).start()

    def _listen(self, name: str, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                if name == "UDP":
                    listening.recvfrom(2048)
                else:
                    listening.accept()[0].close()
                self.heard.append(name)

    def close(self) -> None:
        for listening in self._sockets.values():
            with contextlib.suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            listening.close()


def _own_addresses() -> list[str]:
    """This machine's IPv4 addresses, the engine's bridge among them."""
    found = {"127.0.0.1", "172.17.0.1"}
    with contextlib.suppress(OSError):
        table = Path("/proc/net/fib_trie").read_text()
        found |= set(re.findall(r"-- ([\d.]+)\n\s+/32 host LOCAL", table))
    return sorted(found)


@contextlib.contextmanager
def watching(pid: int) -> Iterator[set[int]]:
    """The numbers of a process and of the children that it ever has, as far as they live for a tenth of a second."""
    pids, done = {pid}, threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            with contextlib.suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    pids.update(map(int, (task / "children").read_text().split()))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield pids
    finally:
        done.set()
        thread.join()


def containers_of(pids: set[int]) -> list[str]:
    """Containers that these processes own, after a moment in which the engine may remove them."""
    from grader.sandbox.docker_engine import Engine
    from grader.sandbox.policy import LABEL_OWNER

    with Engine() as engine:
        for _ in range(50):
            left = [
                container[:12]
                for container, labels in engine.labelled(LABEL_OWNER)
                if int(labels[LABEL_OWNER].split(":")[-2]) in pids
            ]
            if not left:
                break
            time.sleep(0.1)
    return left


def left_processes() -> list[str]:
    """Processes that submissions left behind, by their marks."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            text = ((path / "comm").read_bytes() + (path / "cmdline").read_bytes()).decode(errors="replace")
            if any(mark in text for mark in MARKS) and int(path.name) != os.getpid():
                found.append(text.replace("\0", " ").strip())
    return found


def walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        yield entry
        if entry.is_dir() and not entry.is_symlink():
            yield from walk(entry)


def digest_of(path: Path) -> str:
    """Names, kinds and contents below a path; of large files the size."""
    digest = hashlib.sha256()
    for entry in sorted([path, *(walk(path) if path.is_dir() else ())], key=os.fsencode):
        if "__pycache__" in entry.parts:
            continue
        facts = entry.lstat()
        digest.update(os.fsencode(entry) + f"{facts.st_mode} {facts.st_size if not entry.is_dir() else 0}".encode())
        if entry.is_file() and not entry.is_symlink() and facts.st_size < 2**24:
            digest.update(entry.read_bytes())
    return digest.hexdigest()
