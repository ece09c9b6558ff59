# SPDX-License-Identifier: GPL-2.0-only
# A tree that changes while it is read: what stays is found each time.

$ bad lines.c
$ mkdir busy
$ for i in 1 2 3 4 5 6 7 8; do
> 	bad busy/stays$i.c
> done
$ i=0
> while [ ! -e stop ] && [ $((i += 1)) -lt 5000 ]; do
> 	mkdir busy/dir && cp lines.c busy/dir/a.c && mv busy/dir busy/moved && rm -r busy/moved
> 	cp lines.c busy/comes.c && rm busy/comes.c
> done &
> for i in 1 2 3 4 5 6 7 8 9 10; do
> 	dmacheck check busy 2>/dev/null >out
> 	[ $? -eq 1 ] || echo "status"
> 	[ $(grep -c '^busy/stays' out) -eq 8 ] || echo "lost"
> done
> touch stop
> wait
