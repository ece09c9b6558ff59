/* SPDX-License-Identifier: GPL-2.0-only */
/* A PCI function: BAR 0 and 2 are device memory without struct pages, BAR 4 has some. */
#ifndef DC_LINUX_PCI_H
#define DC_LINUX_PCI_H

#include <linux/device.h>
#include <linux/io.h>

#define PCI_NUM_RESOURCES 6

struct pci_dev {
	struct device dev;
	struct resource resource[PCI_NUM_RESOURCES];
};

#define to_pci_dev(d)		container_of(d, struct pci_dev, dev)
#define pci_resource_n(pdev, bar)	(&(pdev)->resource[bar])
#define pci_resource_start(pdev, bar)	((pdev)->resource[bar].start)
#define pci_resource_end(pdev, bar)	((pdev)->resource[bar].end)
#define pci_resource_len(pdev, bar)	resource_size(&(pdev)->resource[bar])
#define pci_bus_address(pdev, bar)	((dma_addr_t)pci_resource_start(pdev, bar))
#define pci_get_drvdata(pdev)	dev_get_drvdata(&(pdev)->dev)
#define pci_set_drvdata(pdev, data)	dev_set_drvdata(&(pdev)->dev, data)
#define pci_iomap(pdev, bar, max)	((void)(max), pci_ioremap_bar(pdev, bar))
#define pci_ioremap_bar(pdev, bar) \
	ioremap(pci_resource_start(pdev, bar), pci_resource_len(pdev, bar))
#define pci_ioremap_wc_bar(pdev, bar)	pci_ioremap_bar(pdev, bar)
#define pcim_iomap_region(pdev, bar, name) ((void)(name), pci_ioremap_bar(pdev, bar))

#endif
