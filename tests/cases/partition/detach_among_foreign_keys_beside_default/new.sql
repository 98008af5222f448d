CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE rooms (id int PRIMARY KEY) PARTITION BY LIST (id);
CREATE TABLE rooms_1 PARTITION OF rooms FOR VALUES IN (1);
CREATE TABLE visits (id int, day int, "user" int CONSTRAINT visits_user_fkey REFERENCES users, room int CONSTRAINT visits_room_fkey REFERENCES rooms, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE notes (id int, day int, FOREIGN KEY (id, day) REFERENCES visits);
CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM (10) TO (20);
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
