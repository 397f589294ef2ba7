"""What a grading container may do, as plain data in the Docker Engine's own words: one place, no code that runs it.

Owns every flag of a container and nothing else: it doesn't import the Docker SDK, and knows neither the image's
content nor the protocol. `docs/security.md` gives the reason for each flag; a test compares the policy with what
`docker inspect` says of a live container.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from grader.sandbox import seccomp
from grader.sandbox.base import Limits
from grader.sandbox.stacks import STACKS
from grader.wire.room import Begin

__all__ = [
    "COMMAND",
    "LABEL_OWNER",
    "LABEL_PROTOCOL",
    "LABEL_RUN",
    "LABEL_STACK",
    "TMP",
    "USER",
    "child_rules",
    "container_config",
    "room_config",
]

COMMAND = ("python3", "-s", "-S", "-P", "-B", "/opt/grader/first.py", "--site", "/opt/grader/site")
"""The start of every container; what may be imported follows by the stack."""
ROOM_COMMAND = (*COMMAND[:5], "/opt/grader/stage/grader/runtime/zygote.py", *COMMAND[6:])
USER = "65534:65534"  # nobody: owns no file in the image
TMP = "/tmp"
TMP_FILES = 4096
TERMINALS = "/dev/pts"  # left empty: pseudo-terminals are counted for the whole machine, and nobody here has a screen
SHM_BYTES = 2**20
LEAST_FILES = 128  # the runtime keeps its own descriptors at 100 and above
CPU_GRACE_S = 5.0

ROOM_USER = "0:0"  # of the container: it owns nothing that it could change, and keeps three capabilities
ROOM_CAPABILITIES = ("CAP_KILL", "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID")
ROOM_PROCESSES = 3  # the keeper, the nursery, and one in the making
ROOM_BYTES = 32 * 2**20
ROOM_OOM_SCORE = 500
ROOM_SESSIONS = 200

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
            TERMINALS: "ro,nosuid,nodev,noexec,mode=755,size=4k,nr_inodes=2",
        },
        "Binds": None,
        "CapAdd": None,
        "CapDrop": ["ALL"],
        "Privileged": False,
        "SecurityOpt": ["no-new-privileges", f"seccomp={seccomp.docker_json()}"],
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


def room_config(
    image: str,
    limits: Limits,
    *,
    labels: Mapping[str, str] | None = None,
    runtime: str | None = None,
    stack: str = "numpy",
) -> dict[str, Any]:
    """Return the "create container" request for a room, which serves many sessions, each in a forked child.

    What differs from a container of one session: process 1 is ours and stays, as user 0 with the capabilities to give
    each child a user of its own and to end it; limits that a process carries itself are set for each child anew
    (`child_rules`). Of the capabilities SETPCAP goes at once, when process 1 has emptied the bounding set.
    """
    config = container_config(image, limits, labels=labels, runtime=runtime, stack=stack)
    host = config["HostConfig"]
    host["CapAdd"] = list(ROOM_CAPABILITIES)
    host["Memory"] = host["MemorySwap"] = limits.memory_bytes + ROOM_BYTES
    host["OomScoreAdj"] = ROOM_OOM_SCORE
    host["PidsLimit"] = limits.processes + ROOM_PROCESSES
    host["Ulimits"] = [limit for limit in host["Ulimits"] if limit["Name"] not in ("cpu", "fsize")]
    return config | {"User": ROOM_USER, "Cmd": [*ROOM_COMMAND, *STACKS[stack].flags()]}


def child_rules(limits: Limits) -> Begin:
    """The resource limits of a forked child; soft and hard are the same.

    RLIMIT_NPROC holds here what the control group holds for a container: each child has a user id of its own.
    """
    return Begin(
        cpu_s=math.ceil(limits.load_s + limits.submission_s + CPU_GRACE_S),
        processes=limits.processes,
        open_files=max(limits.open_files, LEAST_FILES),
        file_bytes=limits.file_bytes,
    )
