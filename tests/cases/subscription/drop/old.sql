CREATE SUBSCRIPTION warehouse CONNECTION '' PUBLICATION shop WITH (connect = false, slot_name = 'shop_1');
CREATE SUBSCRIPTION other CONNECTION '' PUBLICATION shop WITH (connect = false, slot_name = NONE);
