CREATE TABLE bookings (during tsrange NOT NULL, EXCLUDE USING gist (during WITH &&));
