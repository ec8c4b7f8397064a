-- The book, schema 2: what a year of selling adds. Only new tables and new columns with defaults; the rules of
-- 0001_book.sql about projection tables hold here too.

-- The search keeps 16 MiB of a long transaction in memory instead of 1 MiB: an import writes one part, not hundreds that
-- must be merged.
INSERT INTO search(search, rank) VALUES('hashsize', 16777216);

-- Covers the count of the cards with nothing planned.
DROP INDEX activity_due;
CREATE INDEX activity_due ON activity(due_at, opportunity_id) WHERE live = 1 AND state = 'open';
-- Selling: price list, offers, permission, terms, orders, sale credit.
CREATE TABLE product(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '', code TEXT NOT NULL DEFAULT '',
  unit TEXT NOT NULL DEFAULT '', price_minor INTEGER, price_currency TEXT NOT NULL DEFAULT '',
  tax INTEGER NOT NULL DEFAULT 0, off INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX product_uuid ON product(uuid);

-- One row per revision. `content` is one document: what went out never changes.
CREATE TABLE offer(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  opportunity_id INTEGER REFERENCES opportunity(id), root_id INTEGER REFERENCES offer(id),
  follows INTEGER REFERENCES offer(id), kind TEXT NOT NULL DEFAULT 'quote', number TEXT NOT NULL DEFAULT '',
  revision INTEGER NOT NULL DEFAULT 1, content TEXT NOT NULL DEFAULT '',
  -- standing: one cell
  status TEXT NOT NULL DEFAULT 'draft', since_at INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '',
  document TEXT NOT NULL DEFAULT '', by_id INTEGER REFERENCES salesperson(id),
  created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX offer_uuid ON offer(uuid);
CREATE INDEX offer_of_opportunity ON offer(opportunity_id);
CREATE INDEX offer_by_number ON offer(number);

CREATE TABLE terms(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  version TEXT NOT NULL DEFAULT '', text TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX terms_uuid ON terms(uuid);

CREATE TABLE terms_acceptance(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  opportunity_id INTEGER REFERENCES opportunity(id), acceptance TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL DEFAULT 0, by_id INTEGER REFERENCES salesperson(id)
) STRICT;
CREATE UNIQUE INDEX terms_acceptance_uuid ON terms_acceptance(uuid);
CREATE INDEX terms_acceptance_of_opportunity ON terms_acceptance(opportunity_id);

CREATE TABLE offer_permission(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  opportunity_id INTEGER REFERENCES opportunity(id), permission TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL DEFAULT 0, by_id INTEGER REFERENCES salesperson(id)
) STRICT;
CREATE UNIQUE INDEX offer_permission_uuid ON offer_permission(uuid);
CREATE INDEX offer_permission_of_opportunity ON offer_permission(opportunity_id);

CREATE TABLE sale_order(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  opportunity_id INTEGER REFERENCES opportunity(id), offer_id INTEGER REFERENCES offer(id),
  number TEXT NOT NULL DEFAULT '', content TEXT NOT NULL DEFAULT '',
  -- standing: one cell
  status TEXT NOT NULL DEFAULT 'placed', since_at INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '',
  by_id INTEGER REFERENCES salesperson(id), created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX sale_order_uuid ON sale_order(uuid);
CREATE INDEX sale_order_of_opportunity ON sale_order(opportunity_id);
CREATE INDEX sale_order_by_number ON sale_order(number);

CREATE TABLE order_entry(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  order_id INTEGER REFERENCES sale_order(id), amount_minor INTEGER, amount_currency TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL DEFAULT 0, by_id INTEGER REFERENCES salesperson(id)
) STRICT;
CREATE UNIQUE INDEX order_entry_uuid ON order_entry(uuid);
CREATE INDEX order_entry_of_order ON order_entry(order_id);

CREATE TABLE sale_shares(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  opportunity_id INTEGER REFERENCES opportunity(id), shares TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL DEFAULT 0, by_id INTEGER REFERENCES salesperson(id)
) STRICT;
CREATE UNIQUE INDEX sale_shares_uuid ON sale_shares(uuid);

CREATE TABLE sale_credit_entry(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  opportunity_id INTEGER REFERENCES opportunity(id), order_id INTEGER REFERENCES sale_order(id),
  salesperson_id INTEGER REFERENCES salesperson(id), posting TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL DEFAULT 0, by_id INTEGER REFERENCES salesperson(id)
) STRICT;
CREATE UNIQUE INDEX sale_credit_entry_uuid ON sale_credit_entry(uuid);
CREATE INDEX sale_credit_entry_of_opportunity ON sale_credit_entry(opportunity_id);

CREATE TABLE exchange_rate(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  rate TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX exchange_rate_uuid ON exchange_rate(uuid);
