#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# try-kubernetes.sh DMACHECK SPECIMENS: the recipe's command, run as the pods of an indexed Job do: the
# same for all, with the index in the environment.
. "$(dirname "$0")/tree.sh"
. "$here/yaml.sh"

part "$here/kubernetes.yaml" spec template spec containers 0 args 0 >pod
nr=$(part "$here/kubernetes.yaml" spec template spec containers 0 env 0 value)
ln -s tree linux
for index in $(seq 0 $((nr - 1))); do
	JOB_COMPLETION_INDEX=$index NR=$nr sh -ec "$(cat pod)"
done
dmacheck check --quiet linux >whole || [ $? -eq 1 ]
dmacheck merge --quiet shards/*.shard >merged || [ $? -eq 1 ]
diff whole merged
