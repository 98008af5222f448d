CREATE SUBSCRIPTION warehouse CONNECTION '' PUBLICATION shop WITH (connect = false, slot_name = 'it''s');
CREATE SUBSCRIPTION other CONNECTION '' PUBLICATION shop WITH (connect = false, slot_name = NONE);
