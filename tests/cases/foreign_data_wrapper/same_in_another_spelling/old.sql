CREATE FOREIGN DATA WRAPPER antenna OPTIONS (
    band 'x',
    height '12'
);
CREATE SERVER southern TYPE 'dish' VERSION '2' FOREIGN DATA WRAPPER antenna OPTIONS (
    place 'Chile'
);
CREATE USER MAPPING FOR PUBLIC SERVER southern OPTIONS (
    "user" 'reader'
);
