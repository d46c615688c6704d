#!/bin/sh
# Sets up the virtual environment .venv in the checkout: `tools/setup.sh demo` what the demo needs, `tools/setup.sh test`
# what the tests need too, a browser included where the machine can have one. Called by the Makefile; safe to run again.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-demo}
venv=.venv

say() { printf '%s\n' "$*" >&2; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# Runs a command as root where that is possible without asking anyone; fails otherwise.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo -n "$@"; else return 1; fi
}

apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

make_venv() {
    if ! python=$(find_python); then
        say "Cable KG needs Python 3.11 or newer, and there is none: install it, or name it (make PYTHON=/path/to/python)."
        exit 1
    fi
    say "Setting up $venv with $("$python" --version) (once; a minute or two) ..."
    if ! "$python" -m venv --clear "$venv" 2>/dev/null; then
        # Debian and Ubuntu keep the venv module in a package of its own.
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        if ! { apt_install "$version-venv" && "$python" -m venv --clear "$venv"; }; then
            say "Python's venv module is missing: install it (on Debian and Ubuntu: apt install $version-venv)."
            exit 1
        fi
    fi
}

has_browser() {
    for candidate in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$candidate" >/dev/null 2>&1 && "$candidate" --version >/dev/null 2>&1 && return 0
    done
    return 1
}

if ! { [ -x "$venv/bin/python" ] && is_new_enough "$venv/bin/python" &&
    "$venv/bin/python" -m pip --version >/dev/null 2>&1; }; then
    make_venv
fi

extra=""
[ "$purpose" = test ] && extra="[dev]"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 5 --editable ".$extra"

if [ "$purpose" = test ]; then sh tools/scripts/check.sh install; fi

if [ "$purpose" = test ] && ! has_browser; then
    say "Installing Chromium for the browser tests ..."
    if ! { apt_install chromium && has_browser; }; then
        say "No Chromium could be installed here: the browser tests will be skipped, and say so."
    fi
fi
