"""A Docker engine of a test's own, with its own folders and socket, that may be killed. Needs root, or sudo without
a password."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

__all__ = ["OwnEngine", "why_no_own_engine"]

START_S = 60.0
ROOM = 4 * 2**30


def _as_root(*command: str) -> list[str]:
    return [*command] if os.geteuid() == 0 else ["sudo", "-n", *command]


def why_no_own_engine() -> str:
    """Why none can be started here; empty if one can."""
    for program in ("dockerd", "docker"):
        if shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") is None:
            return f"{program} is not installed"
    if os.geteuid() != 0 and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode:
        return "a second Docker engine needs root"
    return ""


def _roomy_memory() -> str | None:
    """A file system in memory with room for images: on a disk it may take half a minute to delete them."""
    try:
        facts = os.statvfs("/dev/shm")
    except OSError:
        return None
    return "/dev/shm" if facts.f_bavail * facts.f_frsize > ROOM and os.access("/dev/shm", os.W_OK) else None


class OwnEngine:
    """A second engine. `start` and `kill` as often as needed, then `close`."""

    def __init__(self) -> None:
        # Short: a socket's path has 108 bytes at most.
        self._folder = Path(tempfile.mkdtemp(prefix="engine-", dir=_roomy_memory() or "/tmp"))
        self.host = f"unix://{self._folder}/sock"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        at = self._folder
        # Of a containerd that died with a killed engine: where nobody reaps it, its number looks alive, and the new
        # engine would wait for it instead of starting another.
        subprocess.run(_as_root("rm", "-f", f"{at}/exec/containerd/containerd.pid"), check=True)
        flags = ["--data-root", f"{at}/data", "--exec-root", f"{at}/exec", "--pidfile", f"{at}/pid", "-H", self.host]
        flags += ["--bridge", "none", "--iptables=false", "--ip6tables=false", "--group", str(os.getegid())]
        with (at / "log").open("ab") as log:
            self._process = subprocess.Popen(
                _as_root("dockerd", *flags), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + START_S
        while self._docker("info").returncode:
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError(f"dockerd does not start: {(at / 'log').read_text()[-2000:]}")
            time.sleep(0.1)

    def take_image(self, name: str) -> None:
        """Copy an image from the engine that the environment names."""
        with subprocess.Popen(["docker", "save", name], stdout=subprocess.PIPE) as save:
            loaded = self._docker("load", stdin=save.stdout)
        if save.returncode or loaded.returncode:
            raise RuntimeError(f"image {name} can't be copied: {loaded.stderr.decode()}")

    def kill(self) -> None:
        """SIGKILL: no goodbye to anybody."""
        assert self._process is not None
        subprocess.run(_as_root("kill", "-KILL", (self._folder / "pid").read_text()), check=True)
        self._process.wait(10)

    def containers(self) -> list[str]:
        """Every container that it knows, running or not."""
        return self._docker("ps", "-aq", "--no-trunc").stdout.decode().split()

    def remove(self, container: str) -> None:
        """`docker rm -f`."""
        self._docker("rm", "-f", container)

    def close(self) -> None:
        """End it and remove its folders."""
        if self._process is not None and self._process.poll() is None:
            for container in self.containers():
                self.remove(container)
            # Not in order: after a kill and a restart it would wait half a minute for a containerd that is gone.
            self.kill()
        for pid in self._processes():  # containers' keepers, which outlive every kill of an engine
            subprocess.run(_as_root("kill", "-KILL", pid), check=False, capture_output=True)
        for line in reversed(Path("/proc/self/mountinfo").read_text().splitlines()):
            where = line.split()[4]
            if where.startswith(f"{self._folder}/"):  # a killed engine leaves its mounts
                subprocess.run(_as_root("umount", "-l", where), check=False, capture_output=True)
        subprocess.run(_as_root("rm", "-rf", "--one-file-system", str(self._folder)), check=False, capture_output=True)

    def _processes(self) -> list[str]:
        """The processes that have this engine's folder on their command line."""
        found = []
        for process in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if process.name.isdigit() and f"{self._folder}/".encode() in (process / "cmdline").read_bytes():
                    found.append(process.name)
        return found

    def _docker(self, *arguments: str, stdin: object = None) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["docker", "-H", self.host, *arguments],
            check=False,
            capture_output=True,
            stdin=stdin,  # type: ignore[call-overload]
        )
