#!/bin/sh
# Installs packages into an environment:  install.sh .venv -r requirements/run.lock
# uv does in seconds what takes pip a minute or two. Where it cannot (no wheel of it for this
# machine, an index that it does not reach), pip does the same from the same locks.
environment=$1
shift
python=$environment/bin/python
quietly="-m pip --quiet --disable-pip-version-check"

# uv does not read pip's settings: a mirror that is named there serves both.
index=$("$python" -m pip config get global.index-url 2>/dev/null)
index=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$index}}
[ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
[ -z "${PIP_CERT:-}" ] || export SSL_CERT_FILE="${SSL_CERT_FILE:-$PIP_CERT}"

[ -x "$environment/bin/uv" ] ||
    "$python" $quietly install --require-hashes --only-binary :all: -r requirements/uv.lock || true
if [ -x "$environment/bin/uv" ]; then
    # What is installed may be read-only later, and would then be compiled at every start.
    "$environment/bin/uv" pip install --quiet --python "$python" --compile-bytecode "$@" && exit 0
    echo "uv could not install it (above); pip goes on, which takes longer." >&2
fi
exec "$python" $quietly install "$@"
