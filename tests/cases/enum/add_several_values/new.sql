CREATE TYPE state AS ENUM ('draft', 'open', 'sent', 'reminded', 'paid', 'refunded', 'void');
