// SPDX-License-Identifier: GPL-2.0-only
/*
 * A pool of buffers for AF_XDP: mapped when a queue takes it, unmapped when the queue lets it go.
 *
 * The pool belongs to the stack; the driver asks for it by the queue's number each time, so that
 * only the two functions' names tell that one undoes what the other does.
 */
#include <linux/netdevice.h>
#include <net/xdp_sock_drv.h>

struct forgetful_nic {
	struct net_device *netdev;
	struct device *dev;
};

int forgetful_xsk_enable(struct forgetful_nic *nic, struct xsk_buff_pool *pool)
{
	return xsk_pool_dma_map(pool, nic->dev, DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_PRIVILEGED);
}

int forgetful_xsk_disable(struct forgetful_nic *nic, u16 queue)
{
	struct xsk_buff_pool *pool = xsk_get_pool_from_qid(nic->netdev, queue);

	if (!pool)
		return -EINVAL;
	xsk_pool_dma_unmap(pool, DMA_ATTR_SKIP_CPU_SYNC); // WARN: release_attrs
	// MISS cocci: attributes across functions without a member
	return 0;
}

struct careful_nic {
	struct net_device *netdev;
	struct device *dev;
};

int careful_xsk_enable(struct careful_nic *nic, struct xsk_buff_pool *pool)
{
	return xsk_pool_dma_map(pool, nic->dev, DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_PRIVILEGED);
}

int careful_xsk_disable(struct careful_nic *nic, u16 queue)
{
	struct xsk_buff_pool *pool = xsk_get_pool_from_qid(nic->netdev, queue);

	if (!pool)
		return -EINVAL;
	xsk_pool_dma_unmap(pool, DMA_ATTR_PRIVILEGED);
	return 0;
}
