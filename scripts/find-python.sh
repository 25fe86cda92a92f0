#!/bin/sh
# Prints the first Python that is new enough: the one given, or the first found by name.
is_new_enough() {
    "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

candidates=${1:-python3 python3.14 python3.13 python3.12 python3.11 python}
for python in $candidates; do
    if is_new_enough "$python"; then
        if ! "$python" -c 'import ensurepip' >/dev/null 2>&1; then
            echo "make: $python lacks the venv module; on Debian or Ubuntu: apt install python3-venv" >&2
            exit 1
        fi
        echo "$python"
        exit 0
    fi
done
echo "make: Blether needs Python 3.11 or newer; tried: $candidates." >&2
echo "make: install one, or say where it is: make PYTHON=/path/to/python3.11 run" >&2
exit 1
