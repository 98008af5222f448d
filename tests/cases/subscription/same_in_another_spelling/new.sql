create subscription warehouse connection '' publication shop, stock with (connect = false, binary, streaming = true, enabled = false, create_slot = false);
