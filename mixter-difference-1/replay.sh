#!/bin/sh
# Runs the slice again, on both engines. More options: mixter replay --help
exec mixter replay --depth 0 --engines interp,jit "$@" "$(dirname "$0")"
