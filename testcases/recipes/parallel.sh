#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# parallel.sh NR HOSTS PATH... [-- OPTIONS]: a check in NR shards on the machines of HOSTS (as
# `parallel --sshlogin` takes them: 4/big,2/small), each with the same files at the same place.
set -eu
nr=$1 hosts=$2
shift 2
paths=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
	paths="$paths '$1'"
	shift
done
[ $# -eq 0 ] || shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
seq "$nr" | parallel --sshlogin "$hosts" --workdir "$PWD" --retries 3 --halt soon,fail=1 \
	--results "$work/{}.shard" "dmacheck check --quiet --shard {}/$nr $paths" >/dev/null
dmacheck merge "$@" "$work"/*.shard
