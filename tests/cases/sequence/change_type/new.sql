CREATE SEQUENCE order_number AS bigint;
