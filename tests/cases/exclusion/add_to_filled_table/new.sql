CREATE TABLE bookings (during daterange NOT NULL, CONSTRAINT no_double_booking EXCLUDE USING gist (during WITH &&));
