-- The book, schema 1. Later migrations only add: meanings never change.
--
-- Projection tables hold what the log says, one row per record: `id` is local, `uuid` is the record everywhere, `ver`
-- names the changes whose values are shown, `live` is 1 unless the row is deleted or only referred to, `born` is the
-- arrival of the first change that named it. No UNIQUE and no CHECK beyond the key: a merge may never fail.

CREATE TABLE company(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL DEFAULT '', name_key TEXT NOT NULL DEFAULT '', company_key TEXT NOT NULL DEFAULT '',
  domain TEXT NOT NULL DEFAULT '', sector TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX company_uuid ON company(uuid);
CREATE INDEX company_by_key ON company(company_key);

CREATE TABLE event(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL DEFAULT '', starts_on TEXT, ends_on TEXT, place TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '', cost_minor INTEGER, cost_currency TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX event_uuid ON event(uuid);

CREATE TABLE salesperson(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL DEFAULT '', prefix TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX salesperson_uuid ON salesperson(uuid);

CREATE TABLE contact(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL DEFAULT '', name_key TEXT NOT NULL DEFAULT '',
  titles_before TEXT NOT NULL DEFAULT '', titles_after TEXT NOT NULL DEFAULT '',
  given_name TEXT NOT NULL DEFAULT '', family_name TEXT NOT NULL DEFAULT '',
  job_title TEXT NOT NULL DEFAULT '', department TEXT NOT NULL DEFAULT '',
  company_id INTEGER REFERENCES company(id), note TEXT NOT NULL DEFAULT '', temperature TEXT,
  language TEXT NOT NULL DEFAULT '', to_type INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER REFERENCES contact(id), created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX contact_uuid ON contact(uuid);
-- A contact that is shown: alive and not merged into another.
CREATE INDEX contact_by_name ON contact(name_key) WHERE live = 1 AND merged_into IS NULL;
CREATE INDEX contact_by_company ON contact(company_id) WHERE company_id IS NOT NULL;
CREATE INDEX contact_merged ON contact(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE phone(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  contact_id INTEGER REFERENCES contact(id), kind TEXT NOT NULL DEFAULT 'mobile', e164 TEXT NOT NULL DEFAULT '',
  raw TEXT NOT NULL DEFAULT '', extension TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX phone_uuid ON phone(uuid);
CREATE INDEX phone_of_contact ON phone(contact_id, position);

CREATE TABLE email(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  contact_id INTEGER REFERENCES contact(id), address TEXT NOT NULL DEFAULT '', label TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX email_uuid ON email(uuid);
CREATE INDEX email_of_contact ON email(contact_id, position);

CREATE TABLE link(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  contact_id INTEGER REFERENCES contact(id), url TEXT NOT NULL DEFAULT '', label TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX link_uuid ON link(uuid);
CREATE INDEX link_of_contact ON link(contact_id, position);

CREATE TABLE address(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  contact_id INTEGER REFERENCES contact(id), text TEXT NOT NULL DEFAULT '', street TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '', region TEXT NOT NULL DEFAULT '', postcode TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '', label TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX address_uuid ON address(uuid);
CREATE INDEX address_of_contact ON address(contact_id, position);

CREATE TABLE tag(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  contact_id INTEGER REFERENCES contact(id), tag TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX tag_uuid ON tag(uuid);
CREATE INDEX tag_of_contact ON tag(contact_id, tag);

CREATE TABLE opportunity(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  contact_id INTEGER REFERENCES contact(id), funnel TEXT NOT NULL DEFAULT '',
  -- standing: one cell
  status TEXT NOT NULL DEFAULT 'open', stage TEXT NOT NULL DEFAULT '', stage_rank INTEGER NOT NULL DEFAULT 0,
  since_at INTEGER NOT NULL DEFAULT 0, status_since_at INTEGER NOT NULL DEFAULT 0, reason TEXT,
  reason_text TEXT NOT NULL DEFAULT '', competitor TEXT NOT NULL DEFAULT '', wake_on TEXT,
  paused_days INTEGER NOT NULL DEFAULT 0,
  -- credit: one cell
  credit_state TEXT NOT NULL DEFAULT 'unknown', credit_at INTEGER, credit_by BLOB,
  credit_checked_by TEXT NOT NULL DEFAULT '', credit_valid_until TEXT, credit_limit_minor INTEGER,
  credit_limit_currency TEXT NOT NULL DEFAULT '', credit_note TEXT NOT NULL DEFAULT '',
  -- interest: one cell
  interest_state TEXT NOT NULL DEFAULT 'unknown', interest_at INTEGER, interest_by BLOB, interest_first_on TEXT,
  interest_channel TEXT, interest_note TEXT NOT NULL DEFAULT '',
  -- estimate: one cell
  amount_minor INTEGER, amount_currency TEXT NOT NULL DEFAULT '',
  need TEXT NOT NULL DEFAULT '', source TEXT, referred_by INTEGER REFERENCES contact(id),
  event_id INTEGER REFERENCES event(id), owner_id INTEGER REFERENCES salesperson(id), expected_on TEXT,
  attempt INTEGER NOT NULL DEFAULT 1, high_water INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX opportunity_uuid ON opportunity(uuid);
CREATE INDEX opportunity_of_contact ON opportunity(contact_id);
CREATE INDEX opportunity_referred ON opportunity(referred_by) WHERE referred_by IS NOT NULL;
-- Covers the board and the totals by stage: neither reads the table to count.
CREATE INDEX opportunity_board ON opportunity(funnel, status, stage, amount_currency, amount_minor) WHERE live = 1;

CREATE TABLE activity(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  contact_id INTEGER REFERENCES contact(id), opportunity_id INTEGER REFERENCES opportunity(id),
  kind TEXT NOT NULL DEFAULT 'task', preset TEXT, subject TEXT NOT NULL DEFAULT '', result TEXT NOT NULL DEFAULT '',
  inbound INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'open', due_at INTEGER, done_at INTEGER,
  owner_id INTEGER REFERENCES salesperson(id), created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX activity_uuid ON activity(uuid);
CREATE INDEX activity_of_contact ON activity(contact_id);
CREATE INDEX activity_of_opportunity ON activity(opportunity_id) WHERE opportunity_id IS NOT NULL;
CREATE INDEX activity_due ON activity(due_at) WHERE live = 1 AND state = 'open';
CREATE INDEX activity_done ON activity(done_at) WHERE live = 1 AND done_at IS NOT NULL;

CREATE TABLE stage_move(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  opportunity_id INTEGER REFERENCES opportunity(id), transition TEXT NOT NULL DEFAULT 'forward', from_stage TEXT,
  to_stage TEXT NOT NULL DEFAULT '', from_status TEXT, to_status TEXT NOT NULL DEFAULT 'open',
  at INTEGER NOT NULL DEFAULT 0, by_id INTEGER REFERENCES salesperson(id), reason TEXT NOT NULL DEFAULT '',
  waived TEXT NOT NULL DEFAULT '[]', reason_code TEXT
) STRICT;
CREATE UNIQUE INDEX stage_move_uuid ON stage_move(uuid);
CREATE INDEX stage_move_of_opportunity ON stage_move(opportunity_id);

CREATE TABLE gate_answer(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  opportunity_id INTEGER REFERENCES opportunity(id), item TEXT NOT NULL DEFAULT '',
  -- answer: one cell
  state TEXT NOT NULL DEFAULT 'open', text TEXT NOT NULL DEFAULT '', answer_on TEXT, amount_minor INTEGER,
  amount_currency TEXT NOT NULL DEFAULT '', activity BLOB,
  at INTEGER NOT NULL DEFAULT 0, by_id INTEGER REFERENCES salesperson(id)
) STRICT;
CREATE UNIQUE INDEX gate_answer_uuid ON gate_answer(uuid);
CREATE INDEX gate_answer_of_opportunity ON gate_answer(opportunity_id);

CREATE TABLE funnel(
  id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, ver BLOB NOT NULL DEFAULT x'', live INTEGER NOT NULL DEFAULT 0,
  born INTEGER NOT NULL DEFAULT 0,
  key TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX funnel_uuid ON funnel(uuid);

-- The log. `writer` numbers writers locally; `uid` is the writer everywhere, `own` says that it wrote in this file.
CREATE TABLE writer(id INTEGER PRIMARY KEY, uid BLOB NOT NULL, own INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE UNIQUE INDEX writer_uid ON writer(uid);

CREATE TABLE change(
  arrival INTEGER PRIMARY KEY, writer INTEGER NOT NULL REFERENCES writer(id), seq INTEGER NOT NULL,
  h INTEGER NOT NULL, at INTEGER NOT NULL, by BLOB, act TEXT NOT NULL, subject_table TEXT NOT NULL DEFAULT '',
  subject BLOB, batch BLOB,
  body BLOB NOT NULL -- in shorthand, see log/shorthand.rs
) STRICT;
CREATE UNIQUE INDEX change_identity ON change(writer, seq);
CREATE INDEX change_batch ON change(batch) WHERE batch IS NOT NULL;

-- Which later changes named a row; the first one is `born` in the row itself.
CREATE TABLE touched(
  tbl INTEGER NOT NULL, row INTEGER NOT NULL, arrival INTEGER NOT NULL, PRIMARY KEY(tbl, row, arrival)
) STRICT, WITHOUT ROWID;

-- Rows to be looked at: a cell with more than one value, or deleted by one and edited by another.
CREATE TABLE look(tbl INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY(tbl, row)) STRICT, WITHOUT ROWID;

-- Replaced and deleted marks for changes that have not been received yet.
CREATE TABLE pending(
  writer INTEGER NOT NULL, seq INTEGER NOT NULL, tbl INTEGER NOT NULL, uuid BLOB NOT NULL,
  cells INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(writer, seq, tbl, uuid)
) STRICT, WITHOUT ROWID;

-- One row: what is kept about the log as a whole. `version` counts write transactions.
CREATE TABLE log(
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0,
  last_h INTEGER NOT NULL DEFAULT 0, fingerprint BLOB NOT NULL DEFAULT x'00000000000000000000000000000000'
) STRICT;
INSERT INTO log(id) VALUES(1);

-- Derived from the projection.
CREATE VIRTUAL TABLE search USING fts5(
  text, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1'
);
CREATE TABLE dup_key(
  key INTEGER NOT NULL, contact INTEGER NOT NULL, PRIMARY KEY(key, contact)
) STRICT, WITHOUT ROWID;

-- Local only: settings, drafts, window state.
CREATE TABLE local(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
