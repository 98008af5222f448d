CREATE SUBSCRIPTION warehouse CONNECTION '' PUBLICATION shop, "Order" WITH (connect = false, slot_name = NONE);
