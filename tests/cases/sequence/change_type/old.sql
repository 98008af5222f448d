CREATE SEQUENCE order_number AS integer;
