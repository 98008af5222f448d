CREATE TYPE "Order" AS ENUM ('first');
CREATE TRANSFORM FOR int8 LANGUAGE plpgsql (TO SQL WITH FUNCTION int8recv(internal));
CREATE TRANSFORM FOR "Order" LANGUAGE plpgsql (FROM SQL WITH FUNCTION prsd_lextype(internal));
COMMENT ON TRANSFORM FOR int8 LANGUAGE plpgsql IS 'Large numbers';
COMMENT ON TRANSFORM FOR "Order" LANGUAGE plpgsql IS 'Reserved';
