# What a run says is the same whether the cache is new, warm or not used.
$ api() {
> 	printf 'void *%s(struct device *d, dma_addr_t *h, unsigned long attrs)\n{\n%s\n}\n' "$1" "$2"
> }
> mkdir a
> api wrap '	return dma_alloc_attrs(d, 8, h, GFP_KERNEL, attrs);' >a/wrap.c
> { echo '#include "a.h"'; api use '	return wrap(d, h, FLAGS);'; } >a/use.c
> echo '#define FLAGS DMA_ATTR_MMIO' >a/a.h
> sleep 0.1
> dmacheck check --no-cache a >none
> test ! -e "$XDG_CACHE_HOME/dmacheck" && echo nothing was kept
> dmacheck check a >cold
> dmacheck check a >warm
> cmp none cold && cmp none warm
> ls -l "$XDG_CACHE_HOME/dmacheck" | grep -o '^drwx------'
> ls -l "$XDG_CACHE_HOME/dmacheck/facts" | grep -o '^-rw------- 1'
> brief <warm
nothing was kept
drwx------
-rw------- 1
a/use.c:4 warning alloc_map_attr

# Another content of a header counts, whatever its date says; so does a header that appears where
# one was looked for.
$ sed -i 's/MMIO/NO_WARN/' a/a.h
> touch -d 2001-01-01 a/a.h
> dmacheck check a
> sleep 0.1
> dmacheck check a
> rm a/a.h
> dmacheck check a
> echo '#define FLAGS DMA_ATTR_MMIO' >a/a.h
> dmacheck check a | brief
> sleep 0.1
> dmacheck check a | brief
a/use.c:4 warning alloc_map_attr
a/use.c:4 warning alloc_map_attr

# A struct that was looked for in vain, and then is in a header that another one includes; another one
# of its name in a nearer header; and none any more.
$ mkdir -p k/include/linux; printf 'VERSION = 7\nPATCHLEVEL = 3\n' >k/Makefile
> echo '#define DMA_ATTR_MMIO (1UL << 10)' >k/include/linux/dma-mapping.h
> echo '#include <linux/ring.h>' >k/include/linux/outer.h
> cat >k/use.c <<'END'
> #include <linux/outer.h>
> void *use(struct device *d, struct ring *r) { return dma_alloc_attrs(d, 8, &r->dma, GFP_KERNEL, r->attrs); }
> END
> cat >k/set.c <<'END'
> #include <linux/outer.h>
> #include <linux/far.h>
> void set(struct ring *r) { r->attrs = DMA_ATTR_CC_SHARED; }
> END
> ring() { echo "struct ring { unsigned long attrs; $1 dma; };"; }
> sleep 0.1; dmacheck check k
> ring long >k/include/linux/ring.h
> sleep 0.1; dmacheck check k | brief
> ring u64 >k/include/linux/far.h
> sleep 0.1; dmacheck check k | brief
> mkdir k/near; mv k/include/linux/ring.h k/near; sleep 0.1; dmacheck check k
k/use.c:2 error alloc_cc_shared

# So does another wrapper in a file that the caller does not include, and the want of one.
$ sed -i 's/, attrs);/, 0);/' a/wrap.c
> dmacheck check a
> sleep 0.1
> dmacheck check a
> sed -i 's/, 0);/, attrs | DMA_ATTR_SKIP_CPU_SYNC);/' a/wrap.c
> sleep 0.1
> dmacheck check a | brief
> dmacheck check a | brief
> rm a/wrap.c
> dmacheck check a
a/use.c:4 warning alloc_map_attr
a/wrap.c:3 warning alloc_map_attr
a/use.c:4 warning alloc_map_attr
a/wrap.c:3 warning alloc_map_attr

# A file that is written again and again, with the same size and within the same moment.
$ bad x.c
> good y.c
> truncate -s "$(stat -c %s x.c)" y.c
> for i in 1 2 3 4 5 6; do
> 	cat x.c >f.c; dmacheck check --quiet f.c | brief
> 	cat y.c >f.c; dmacheck check --quiet f.c | brief
> done
f.c:5 error sg_mmio
f.c:5 error sg_mmio
f.c:5 error sg_mmio
f.c:5 error sg_mmio
f.c:5 error sg_mmio
f.c:5 error sg_mmio

# Each kernel has its own verdict, and each way to name a file its own words.
$ bad x.c
> sleep 0.1
> dmacheck check --quiet x.c | brief
> dmacheck check --quiet --kernel 6.12 x.c | brief
> dmacheck check --quiet ./x.c | brief
> dmacheck check --quiet "$PWD" | grep -c "^$PWD/x.c:5:9: error"
> dmacheck check --quiet x.c | brief
x.c:5 error sg_mmio
./x.c:5 error sg_mmio
1
x.c:5 error sg_mmio

# A damaged cache is told and replaced, other damage is found and passed over.
$ mkdir d
> for i in 1 2 3 4 5 6 7 8; do bad d/$i.c; done
> sleep 0.1
> dmacheck check --quiet d >before
> db=$(echo "$XDG_CACHE_HOME"/dmacheck/facts/*.db)
> echo garbage, and more of it than would be taken for nothing >"$db"
> dmacheck check d 2>&1 >during | sed 's|/.*/facts/[0-9a-f]*|FILE|'
> cmp during before
> dmacheck check d | cmp - before
> for at in 100 1000 5000 9000 13000 17000 21000 25000; do
> 	dmacheck check --quiet d | cmp - before
> 	printf XXXXXXXXXXXXXXXX | dd of="$db" bs=1 seek=$at conv=notrunc 2>dd
> 	dmacheck check --quiet d | cmp - before
> done
> truncate -s 6000 "$db"
> dmacheck check --quiet d | cmp - before
> : >"$db"
> dmacheck check --quiet d | cmp - before
dmacheck: FILE.db: damaged and removed, going without

# What others may write to or read, or lead elsewhere, is not used.
$ folder=$XDG_CACHE_HOME/dmacheck
> rm -r "$folder"
> bad x.c
> sleep 0.1
> mkdir -m 755 "$folder" "$folder/facts"
> dmacheck check x.c 2>&1 >/dev/null | sed 's|/.*/dmacheck/|FOLDER/|'
> dmacheck check --quiet x.c 2>&1 | brief
> ls "$folder/facts"
> rmdir "$folder/facts"
> chmod 777 "$folder"
> dmacheck check x.c 2>&1 >/dev/null | sed 's|/.*/dmacheck:|FOLDER:|'
> ls "$folder"
> chmod 755 "$folder"
> mkdir -m 700 elsewhere
> ln -s "$PWD/elsewhere" "$folder/facts"
> dmacheck check --quiet x.c | brief
> ls elsewhere
> rm "$folder/facts"
> dmacheck check --quiet x.c | brief
> db=$(echo "$folder"/facts/*.db)
> mv "$db" victim
> cp victim copy
> ln -s "$PWD/victim" "$db"
> dmacheck check --quiet x.c | brief
> cmp victim copy
dmacheck: FOLDER/facts: others may write or read there, going without
x.c:5 error sg_mmio
dmacheck: FOLDER: others may write there, going without
x.c:5 error sg_mmio
x.c:5 error sg_mmio
x.c:5 error sg_mmio

# Without a home, or where nothing can be written, it goes without.
$ bad x.c
> XDG_CACHE_HOME=relative HOME= dmacheck check x.c | brief
> XDG_CACHE_HOME=/dev/null dmacheck check x.c | brief
> XDG_CACHE_HOME=/nonexistent dmacheck check x.c | brief
x.c:5 error sg_mmio
x.c:5 error sg_mmio
x.c:5 error sg_mmio

# Two runs at once, and runs that are killed.
$ rm -rf "$XDG_CACHE_HOME/dmacheck"
> mkdir many
> i=0
> while [ $i -lt 150 ]; do bad many/$i.c; i=$((i + 1)); done
> sleep 0.1
> dmacheck check --no-cache many >before
> for i in 1 2 3 4; do dmacheck check --quiet many >out.$i & done
> wait
> for i in 1 2 3 4; do cmp before out.$i; done
> for i in 01 02 03 04 05 07 09 12 16 20; do
> 	bad many/new.$i.c
> 	rm many/new.$i.c
> 	sed -i s/bad/very_bad/ many/*.c
> 	timeout -s KILL 0.$i dmacheck check --quiet many >killed 2>&1
> done 2>/dev/null
> sed -i 's/very_//g' many/*.c
> dmacheck check --quiet many | cmp - before
> sleep 0.1
> dmacheck check --quiet many | cmp - before
> dmacheck check --quiet many | cmp - before
