CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE USER MAPPING FOR PUBLIC SERVER southern OPTIONS (user 'writer', password 'hush', sslpassword 'hush');
