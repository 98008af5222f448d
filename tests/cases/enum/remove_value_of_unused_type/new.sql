CREATE TYPE mood AS ENUM ('fine', 'bad');
COMMENT ON TYPE mood IS 'How people are';
