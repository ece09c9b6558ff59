#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# slurm.sh NR PATH... [-- OPTIONS]: a check as a job array of NR tasks, and a job that puts them
# together once all are done; prints that job's number.  The shards and dmacheck.txt go to the
# current directory, which all nodes share.
set -eu
nr=$1
shift
paths=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
	paths="$paths '$1'"
	shift
done
[ $# -eq 0 ] || shift
array=$(sbatch --parsable --job-name=dmacheck --array="1-$nr" --output=/dev/null --wrap \
	"dmacheck check --quiet --shard \$SLURM_ARRAY_TASK_ID/$nr $paths >\$SLURM_ARRAY_TASK_ID.shard")
sbatch --parsable --job-name=dmacheck-merge --dependency="afterok:$array" --kill-on-invalid-dep=yes \
	--output=dmacheck.log --wrap "dmacheck merge $* [1-9]*.shard >dmacheck.txt"
