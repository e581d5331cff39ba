"""Pages of packing: the packer's board, boxes and labels, specifications, pallets, what was given away."""
