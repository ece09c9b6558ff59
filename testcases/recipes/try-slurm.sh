#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# try-slurm.sh DMACHECK SPECIMENS: the recipe on a cluster of one node that is made for it.
. "$(dirname "$0")/tree.sh"
PATH=$PATH:/usr/sbin
need slurmctld slurmd munged sbatch
[ "$(id -u)" -eq 0 ] || skip "slurmd takes root"
host=$(hostname -s)
port=$((20000 + $$ % 20000))
# munge asks for a folder that nobody else can change, and that all can enter
chmod 755 "$work"
mkdir state spool
dd if=/dev/urandom of=munge.key bs=1 count=128 status=none
chmod 400 munge.key
cat >slurm.conf <<CONFIG
ClusterName=dmacheck
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthInfo=socket=$work/munge.socket
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES State=UP
CONFIG
export SLURM_CONF="$work/slurm.conf"
munged --force --foreground --key-file="$work/munge.key" --socket="$work/munge.socket" \
	--pid-file="$work/munge.pid" --seed-file="$work/munge.seed" >munged.log 2>&1 &
daemons=$!
until_true 5 test -S munge.socket || skip "munged does not start: $(tail -n 1 munged.log)"
slurmctld -D >slurmctld.log 2>&1 &
daemons="$! $daemons"
slurmd -D -N "$host" >slurmd.log 2>&1 &
daemons="$! $daemons"
until_true 20 sh -c 'sinfo -h -o %T | grep -q idle' ||
	skip "slurm does not start: $(tail -n 1 slurmctld.log slurmd.log)"

"$here/slurm.sh" 3 tree -- --quiet >job
until_true 60 sh -c 'test -z "$(squeue -h)"' || {
	echo "not done in a minute"
	squeue
	cat slurmctld.log
	exit 1
}
[ "$(ls [1-9]*.shard | wc -l)" -eq 3 ]
diff whole dmacheck.txt
[ ! -s dmacheck.log ] || cat dmacheck.log
