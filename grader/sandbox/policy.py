"""What a grading container may do, as plain data in the Docker Engine's own words: one place, no code that runs it.

Owns every flag of a container and nothing else: it doesn't import the Docker SDK, and knows neither the image's
content nor the protocol. `docs/security.md` gives the reason for each flag; a test compares the policy with what
`docker inspect` says of a live container.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from grader.sandbox.base import Limits
from grader.sandbox.stacks import STACKS

__all__ = [
    "COMMAND",
    "LABEL_OWNER",
    "LABEL_PROTOCOL",
    "LABEL_RUN",
    "LABEL_STACK",
    "TMP",
    "USER",
    "container_config",
]

COMMAND = ("python3", "-s", "-S", "-P", "-B", "/opt/grader/first.py", "--site", "/opt/grader/site")
"""The start of every container; what may be imported follows by the stack."""
USER = "65534:65534"  # nobody: owns no file in the image
TMP = "/tmp"
TMP_FILES = 4096
SHM_BYTES = 2**20
LEAST_FILES = 128  # the runtime keeps its own descriptors at 100 and above
CPU_GRACE_S = 5.0

ENVIRONMENT = {
    "HOME": TMP,
    "TMPDIR": TMP,
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""Constants for equal results everywhere; nothing of the host's environment goes in."""

LABEL_RUN = "org.dnn-grader.run"
LABEL_OWNER = "org.dnn-grader.owner"
LABEL_PROTOCOL = "org.dnn-grader.protocol"
LABEL_VERSION = "org.dnn-grader.version"
LABEL_LOCK = "org.dnn-grader.lock"
LABEL_RUNTIME = "org.dnn-grader.runtime"
LABEL_STACK = "org.dnn-grader.stack"


def container_config(
    image: str,
    limits: Limits,
    *,
    labels: Mapping[str, str] | None = None,
    runtime: str | None = None,
    stack: str = "numpy",
) -> dict[str, Any]:
    """Return the body of the engine's "create container" request for one session.

    Parameters
    ----------
    image : str
        Name or digest of a local image built by `grader image build`.
    limits : Limits
        The session's limits; seconds and bytes become the kernel's limits here.
    labels : mapping, optional
        Who owns the container, so that a later run can tell a stale one.
    runtime : str, optional
        An OCI runtime the engine knows, such as "runsc"; the engine's default otherwise.
    stack : str
        One of `stacks.STACKS`: what student code may import.

    Notes
    -----
    The CPU limit here is only the net under the clock that the trusted side keeps for each call: it ends a container
    whose grader was killed. The number of processes is limited by the container's own cgroup, never by
    RLIMIT_NPROC, which the kernel counts per user over all containers.
    """
    return {
        "Image": image,
        "Entrypoint": [],
        "Cmd": [*COMMAND, *STACKS[stack].flags()],
        "User": USER,
        "WorkingDir": TMP,
        "Hostname": "sandbox",
        "Domainname": "",
        "Env": [f"{name}={value}" for name, value in ENVIRONMENT.items()],
        "Labels": dict(labels or {}),
        "AttachStdin": True,
        "AttachStdout": True,
        "AttachStderr": True,
        "OpenStdin": True,
        "StdinOnce": True,
        "Tty": False,
        "NetworkDisabled": True,
        "StopSignal": "SIGKILL",
        "Healthcheck": {"Test": ["NONE"]},
        "HostConfig": host_config(limits, runtime=runtime),
    }


def host_config(limits: Limits, *, runtime: str | None = None) -> dict[str, Any]:
    """Return the isolation and the limits alone: the part that a test compares with the live container."""
    config: dict[str, Any] = {
        "NetworkMode": "none",
        "ReadonlyRootfs": True,
        "Tmpfs": {
            TMP: f"rw,nosuid,nodev,noexec,mode=1777,size={limits.disk_bytes},nr_inodes={TMP_FILES}",
        },
        "Binds": None,
        "CapAdd": None,
        "CapDrop": ["ALL"],
        "Privileged": False,
        "SecurityOpt": ["no-new-privileges"],
        "IpcMode": "private",
        "PidMode": "",
        "UTSMode": "",
        "CgroupnsMode": "private",
        "ShmSize": SHM_BYTES,
        "Memory": limits.memory_bytes,
        "MemorySwap": limits.memory_bytes,
        "OomKillDisable": False,
        "OomScoreAdj": 1000,
        "NanoCpus": 10**9,
        "PidsLimit": limits.processes,
        "Ulimits": [
            ulimit("core", 0),
            ulimit("cpu", math.ceil(limits.load_s + limits.submission_s + CPU_GRACE_S)),
            ulimit("fsize", limits.file_bytes),
            ulimit("memlock", 0),
            ulimit("msgqueue", 0),
            ulimit("nofile", max(limits.open_files, LEAST_FILES)),
        ],
        "LogConfig": {"Type": "none", "Config": {}},
        "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0},
        "AutoRemove": False,
    }
    if runtime is not None:
        config["Runtime"] = runtime
    return config


def ulimit(name: str, value: int) -> dict[str, Any]:
    """A limit whose soft and hard value are the same, so that nothing inside can raise it."""
    return {"Name": name, "Soft": value, "Hard": value}
