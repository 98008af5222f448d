CREATE TYPE "Order" AS ENUM ('first');
CREATE TRANSFORM FOR bigint LANGUAGE plpgsql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int8recv(internal));
CREATE TRANSFORM FOR "Order" LANGUAGE plpgsql (FROM SQL WITH FUNCTION prsd_lextype(internal));
COMMENT ON TRANSFORM FOR bigint LANGUAGE plpgsql IS 'Numbers';
