CREATE SUBSCRIPTION warehouse CONNECTION '' PUBLICATION shop, stock WITH (connect = false, slot_name = NONE);
