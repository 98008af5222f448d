CREATE PUBLICATION shop;
COMMENT ON PUBLICATION shop IS 'For the warehouse, nightly';
