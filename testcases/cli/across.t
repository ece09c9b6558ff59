# A function that only passes on what it is given makes its callers in other files guilty, through
# as many files as four rounds of reading reach.
$ mkdir a b c
> api() {
> 	printf 'void *%s(struct device *d, dma_addr_t *h, unsigned long attrs)\n{\n%s\n}\n' "$1" "$2"
> }
> api one '	return dma_alloc_attrs(d, 8, h, GFP_KERNEL, attrs);' >a/one.c
> api two '	return one(d, h, attrs);' >b/two.c
> api three '	return two(d, h, attrs);' >c/three.c
> api four '	return three(d, h, attrs);' >c/four.c
> api five '	return four(d, h, attrs);' >c/five.c
> for i in one two three four five; do
> 	api use '	return '$i'(d, h, DMA_ATTR_CC_SHARED);' | sed "s/use/use_$i/"
> done >use.c
> dmacheck check --quiet .
use.c:3:9: error: CC_SHARED given to one() [alloc_cc_shared]
a/one.c:3:9: note: one() passes it to dma_alloc_attrs() here
use.c:7:9: error: CC_SHARED given to two() [alloc_cc_shared]
b/two.c:3:9: note: two() passes it to one() here
a/one.c:3:9: note: one() passes it to dma_alloc_attrs() here
use.c:11:9: error: CC_SHARED given to three() [alloc_cc_shared]
c/three.c:3:9: note: three() passes it to two() here
b/two.c:3:9: note: two() passes it to one() here
a/one.c:3:9: note: one() passes it to dma_alloc_attrs() here
? 1

# A static function is its file's own, in both directions.
$ api() {
> 	printf '%svoid *ring(struct device *d, dma_addr_t *h, unsigned long attrs)%s\n' "$1" "$2"
> }
> use() {
> 	printf 'void *u(struct device *d, dma_addr_t *h)\n{\n\treturn ring(d, h, DMA_ATTR_MMIO);\n}\n'
> }
> body='{ return dma_alloc_attrs(d, 8, h, GFP_KERNEL, attrs); }'
> rm -r *
> mkdir mine theirs
> api 'static ' "$body" >mine/static.c
> use >mine/use.c
> dmacheck check --level note --quiet .
> api '' "$body" >theirs/global.c
> { api 'static ' '{ return 0; }'; use; } >theirs/other.c
> { echo '#define ring(d, h, a) 0'; use; } >theirs/macro.c
> dmacheck check --quiet . | brief
mine/use.c:3 warning alloc_map_attr

# Of several the nearest counts, and none where that is not clear.
$ api() {
> 	printf '%svoid *ring(struct device *d, dma_addr_t *h, unsigned long attrs)%s\n' "$1" "$2"
> }
> use() {
> 	printf 'void *u(struct device *d, dma_addr_t *h)\n{\n\treturn ring(d, h, DMA_ATTR_MMIO);\n}\n'
> }
> body='{ return dma_alloc_attrs(d, 8, h, GFP_KERNEL, attrs); }'
> rm -r *
> mkdir one other third header stub
> api '' "$body" >one/ring.c
> api '' '{ return 0; }' >other/ring.c
> api 'static inline ' '{ return 0; }' >header/ring.h
> { api '' ';'; api 'static inline ' '{ return 0; }'; } >stub/ring.h
> for i in one other third header stub; do use >$i/use.c; done
> dmacheck check --quiet . | brief
> rm -r other header
> echo without the others
> dmacheck check --quiet . | brief
one/use.c:3 warning alloc_map_attr
without the others
one/use.c:3 warning alloc_map_attr
stub/use.c:3 warning alloc_map_attr
third/use.c:3 warning alloc_map_attr
