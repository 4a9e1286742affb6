# Sourced by ./start and ./test: finds a Python 3.11 or later, installing Debian's if there is none.
# From there on everything is Python (setup/). Sets `python`; expects `here`.

find_python() {
  local name
  # The system's own first: a Python in a home cannot be reached by the product's user.
  for name in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      python=$(command -v "$name")
      return 0
    fi
  done
  return 1
}

install_python() {
  local as_root=()
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "Python 3.11 or later is missing. Install it, then start again." >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      echo "Python 3 is missing, and there is no sudo. Ask an administrator for:" >&2
      echo "    apt-get install python3 python3-venv" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  echo "Python 3 is missing. Installing python3 and python3-venv with apt-get." >&2
  if ! { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -qqy --no-install-recommends python3 python3-venv >/dev/null; } >&2; then
    echo "Python could not be installed. Is there a network? Then start again." >&2
    exit 1
  fi
}

if [ "$(uname -s)" != Linux ]; then
  echo "Lichtweg needs Linux (Debian 12 or later, Ubuntu 24.04); a container or VM will do." >&2
  exit 1
fi
if ! find_python; then
  install_python
  if ! find_python; then
    echo "This system's Python is too old: 3.11 or later is needed (Debian 12, Ubuntu 24.04)." >&2
    exit 1
  fi
fi
