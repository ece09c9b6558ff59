# SPDX-License-Identifier: GPL-2.0-only
# What the commands of a transcript may use besides the system's own.

# The findings without their wording, which other tests hold: FILE:LINE LEVEL RULE
brief()
{
	sed -nE 's/^([^:]*:[0-9]+):[0-9]+: (error|warning|note): .* \[([a-z_]+)\]$/\1 \2 \3/p'
}

# A C file that breaks sg_mmio, an error, on line 5.
bad()
{
	cat >"$1" <<'END'
#include <linux/dma-mapping.h>

int bad(struct device *dev, struct sg_table *sgt)
{
	return dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);
}
END
}

# The same without the mistake.
good()
{
	bad "$1"
	sed -i 's/DMA_ATTR_MMIO/0/; s/bad/good/' "$1"
}

# A C file with an error (line 5), a warning (7) and a note (9).
mixed()
{
	cat >"$1" <<'END'
#include <linux/dma-mapping.h>

void mixed(struct device *dev, struct sg_table *sgt, phys_addr_t phys, dma_addr_t *handle)
{
	dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, DMA_ATTR_MMIO);

	dma_alloc_attrs(dev, 4096, handle, GFP_KERNEL, DMA_ATTR_SKIP_CPU_SYNC);

	dma_map_phys(dev, phys, 4096, DMA_TO_DEVICE, DMA_ATTR_MMIO);
}
END
}

# Runs a command that may not read what is forbidden, even for root.
unprivileged()
{
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		setpriv --inh-caps=-dac_override,-dac_read_search \
			--bounding-set=-dac_override,-dac_read_search "$@"
	fi
}

# Whether the function above has any effect here.
can_forbid()
{
	echo secret >forbidden
	chmod 000 forbidden
	if unprivileged cat forbidden >/dev/null 2>&1 || ! unprivileged true 2>/dev/null; then
		echo "skip: nothing can be forbidden to this user"
	fi
	rm -f forbidden
}

# A git repository of its own in this folder, with nothing of the user's settings, and a commit of
# all that is there.
repository()
{
	git init -q -b main .
	commit "${1:-first}"
}

# Commits all that is there.
commit()
{
	git add -A
	git commit -q -m "$1"
}

export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
