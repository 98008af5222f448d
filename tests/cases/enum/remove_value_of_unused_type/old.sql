CREATE TYPE mood AS ENUM ('bad', 'fine', 'dead');
COMMENT ON TYPE mood IS 'How people are';
