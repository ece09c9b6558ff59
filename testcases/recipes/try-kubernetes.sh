#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# try-kubernetes.sh DMACHECK SPECIMENS: the recipe's command, run as the pods of an indexed Job do: the
# same for all, with the index in the environment.
. "$(dirname "$0")/tree.sh"
for python in python3 /usr/bin/python3; do
	"$python" -c 'import yaml' 2>/dev/null && break
	[ "$python" = python3 ] || skip "no yaml for Python"
done

# part FILE KEY...: what stands there
part()
{
	"$python" -c '
import sys, yaml
at = yaml.safe_load(open(sys.argv[1]))
for key in sys.argv[2:]:
    at = at[int(key) if key.isdigit() else key]
print(at if isinstance(at, str) else "\n".join(at))' "$@"
}

part "$here/kubernetes.yaml" spec template spec containers 0 args 0 >pod
nr=$(part "$here/kubernetes.yaml" spec template spec containers 0 env 0 value)
ln -s tree linux
for index in $(seq 0 $((nr - 1))); do
	JOB_COMPLETION_INDEX=$index NR=$nr sh -ec "$(cat pod)"
done
dmacheck check --quiet linux >whole || [ $? -eq 1 ]
dmacheck merge --quiet shards/*.shard >merged || [ $? -eq 1 ]
diff whole merged
