/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DC_LINUX_NETDEVICE_H
#define DC_LINUX_NETDEVICE_H

#include <linux/types.h>

struct net_device;

#endif
