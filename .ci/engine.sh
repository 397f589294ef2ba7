# Functions to bring up a Docker engine and a base image on a machine that can pull nothing. Sourced by .ci/run.

engine_pidfile=""

# Install what is missing of the named Debian packages.
install_packages() {
    local missing=() name
    for name in "$@"; do
        dpkg -s "$name" >/dev/null 2>&1 || missing+=("$name")
    done
    [ "${#missing[@]}" -eq 0 ] && return 0
    echo "installing ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Start dockerd unless an engine answers already; fail when none does within a minute.
# ENGINE_FLAGS are further flags of dockerd, such as another socket (with DOCKER_HOST to match) and data folder.
start_engine() {
    if docker info >/dev/null 2>&1; then
        echo "an engine answers"
        return 0
    fi
    local folder driver
    folder="$(mktemp -d)"
    engine_pidfile="$folder/pid"
    for driver in overlay2 vfs; do
        echo "starting dockerd ($driver)"
        # shellcheck disable=SC2086 # flags are words
        as_root setsid dockerd --storage-driver "$driver" --pidfile "$engine_pidfile" ${ENGINE_FLAGS:-} \
            >"$folder/log" 2>&1 </dev/null &
        local starter=$!
        for _ in $(seq 120); do
            if docker info >/dev/null 2>&1; then return 0; fi
            kill -0 "$starter" 2>/dev/null || break
            sleep 0.5
        done
        stop_own_engine
    done
    echo "no Docker engine can be started; its last words:" >&2
    tail -n 20 "$folder/log" >&2
    return 1
}

# Stop the engine that start_engine started, and no other.
stop_own_engine() {
    [ -n "$engine_pidfile" ] && [ -s "$engine_pidfile" ] || return 0
    as_root kill "$(cat "$engine_pidfile")" 2>/dev/null || true
    for _ in $(seq 60); do
        [ -e "$engine_pidfile" ] || break
        sleep 0.25
    done
}

# Make a base image of Debian with Python out of packages, since no registry may be within reach.
make_base() {
    local tag="$1" suite="${1##*:}" work mirror
    if docker image inspect "$tag" >/dev/null 2>&1; then
        echo "$tag is there"
        return 0
    fi
    echo "building $tag from packages"
    work="$(mktemp -d)"
    mirror="$(debian_mirror "$suite" | grep -E '^https?://' || true)"
    as_root debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates \
        "$suite" "$work/root" ${mirror:+"$mirror"} >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; return 1; }
    as_root tar -C "$work/root" -c . | docker import - "$tag" >/dev/null
    as_root rm -rf "$work"
}

# The mirror that this machine's apt uses for a suite; nothing if it names none (debootstrap has its own default).
debian_mirror() {
    local suite="$1" files=(/etc/apt/sources.list /etc/apt/sources.list.d/*)
    cat "${files[@]}" 2>/dev/null | awk -v suite="$suite" '
        $1 == "deb" {                             # the one-line form, with or without [options]
            line = $0; sub(/\[[^]]*\]/, "", line); n = split(line, f, /[ \t]+/)
            if (f[3] == suite && f[4] == "main") { print f[2]; exit }
        }
        $1 == "URIs:" { uri = $2 }                # the deb822 form
        $1 == "Suites:" && uri != "" {
            for (i = 2; i <= NF; i++) if ($i == suite) { print uri; exit }
            uri = ""
        }'
}
