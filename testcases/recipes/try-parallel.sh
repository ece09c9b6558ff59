#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# try-parallel.sh DMACHECK SPECIMENS: the recipe over ssh, with a daemon of our own that answers as
# two machines.
. "$(dirname "$0")/tree.sh"
PATH=$PATH:/usr/sbin
need parallel sshd ssh-keygen
port=$((20000 + $$ % 20000))
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/user"
cat >sshd_config <<CONFIG
Port $port
ListenAddress 127.0.0.1
ListenAddress 127.0.0.2
HostKey $work/host
AuthorizedKeysFile $work/user.pub
PidFile none
LogLevel VERBOSE
StrictModes no
UsePAM no
PermitRootLogin yes
SetEnv PATH=$PATH XDG_CACHE_HOME=$XDG_CACHE_HOME
CONFIG
[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
"$(command -v sshd)" -D -f "$work/sshd_config" -E "$work/sshd.log" &
daemons=$!
cat >ssh <<SSH
#!/bin/sh
exec /usr/bin/ssh -F none -p $port -i $work/user -o BatchMode=yes -o LogLevel=ERROR \\
	-o StrictHostKeyChecking=no -o UserKnownHostsFile=$work/known "\$@"
SSH
chmod +x ssh
export PARALLEL_SSH="$work/ssh" PARALLEL_HOME="$work/parallel"
mkdir "$PARALLEL_HOME"
: >"$PARALLEL_HOME/will-cite"
until_true 10 ./ssh 127.0.0.2 true || skip "sshd does not answer: $(tail -n 1 sshd.log)"

"$here/parallel.sh" 3 1/127.0.0.1,1/127.0.0.2 tree -- --quiet >merged || [ $? -eq 1 ]
diff whole merged
for machine in 127.0.0.1 127.0.0.2; do
	grep -q " on $machine port" sshd.log || {
		echo "$machine was not asked"
		exit 1
	}
done
! "$here/parallel.sh" 3 1/127.0.0.1 nowhere >merged 2>&1 || {
	echo "a path that is missing is not told"
	exit 1
}
