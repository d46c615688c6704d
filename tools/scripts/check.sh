#!/bin/sh
# Checks the scripts of the pages with eslint and TypeScript, where node is there; says so where it is not. Called by
# `make lint`. `tools/scripts/check.sh install` puts in what that needs, once; called by `tools/setup.sh test`.
set -eu
cd "$(dirname "$0")"
stamp=node_modules/.installed

say() { printf '%s\n' "$*" >&2; }

has_node() { node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' >/dev/null 2>&1 && npm --version >/dev/null 2>&1; }

is_installed() { [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; }

if [ "${1:-}" = install ]; then
    if has_node && ! is_installed; then
        say "Installing eslint and TypeScript for the scripts of the pages ..."
        if npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >&2; then
            cp package-lock.json "$stamp"
        else
            say "They could not be installed here: make lint will leave the scripts of the pages out, and say so."
        fi
    fi
elif ! has_node; then
    say "SKIPPED: eslint and tsc on the scripts of the pages. There is no node 20 or newer with npm here."
elif ! is_installed; then
    say "SKIPPED: eslint and tsc on the scripts of the pages. They are not installed: sh tools/scripts/check.sh install"
else
    npm run --silent lint
    npm run --silent types
fi
