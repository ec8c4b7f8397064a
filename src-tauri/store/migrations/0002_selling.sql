-- The book, schema 2: what a year of selling adds. Only new tables and new columns with defaults; the rules of
-- 0001_book.sql about projection tables hold here too.

-- The search keeps 16 MiB of a long transaction in memory instead of 1 MiB: an import writes one part, not hundreds that
-- must be merged.
INSERT INTO search(search, rank) VALUES('hashsize', 16777216);

-- Covers the count of the cards with nothing planned.
DROP INDEX activity_due;
CREATE INDEX activity_due ON activity(due_at, opportunity_id) WHERE live = 1 AND state = 'open';
