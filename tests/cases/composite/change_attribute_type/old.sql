CREATE TYPE price AS (amount integer, currency text);
CREATE FUNCTION amount_of(p price) RETURNS text LANGUAGE sql AS 'SELECT p.amount::text';
CREATE VIEW free AS SELECT (NULL::price).amount AS amount;
