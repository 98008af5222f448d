create subscription warehouse connection '' publication stock, shop with (connect = false, binary, streaming = true, enabled = false, create_slot = false);
