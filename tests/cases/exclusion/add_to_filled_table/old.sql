CREATE TABLE bookings (during daterange NOT NULL);
