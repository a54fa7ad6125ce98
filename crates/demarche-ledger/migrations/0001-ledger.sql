-- Facts. Rows are only ever added: triggers refuse to change or drop one.
-- Moments (`known`) are milliseconds since 1970, UTC; days are `YYYY-MM-DD` in the report's own calendar.

-- A text as gathered, once however often it is printed. `body` is the packed report, from which it is read anew.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    gathered TEXT NOT NULL UNIQUE,
    known INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;

-- One receipt for each place a text came from: an address, a file. Receipts of one place whose texts belong together
-- form a thread, its versions.
CREATE TABLE receipt (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    thread INTEGER NOT NULL,
    version INTEGER NOT NULL,
    place TEXT,
    name TEXT NOT NULL,
    title TEXT,
    byline TEXT,
    publisher TEXT,
    url TEXT,
    known INTEGER NOT NULL,
    UNIQUE (thread, version)
) STRICT;
CREATE INDEX receipt_document ON receipt (document);
CREATE INDEX receipt_place ON receipt (place, id);

-- Who read: a version of the reader.
CREATE TABLE reader (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE
) STRICT;

-- What a reader read of a text. `doc` and `day` as that reader laid the text out; `body` is the packed record.
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    reader INTEGER NOT NULL REFERENCES reader (id),
    doc TEXT NOT NULL,
    day TEXT,
    known INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (document, reader)
) STRICT;
CREATE INDEX record_doc ON record (doc);

-- What analysts put right, in order. Applied when records are viewed. `body` is the correction in JSON.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    known INTEGER NOT NULL,
    who TEXT,
    why TEXT,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX correction_document ON correction (document);

-- Grades of the user's own, Admiralty code: a letter for a publisher, a digit for an item. The last word stands.
CREATE TABLE grade (
    id INTEGER PRIMARY KEY,
    publisher TEXT,
    receipt INTEGER REFERENCES receipt (id),
    grade TEXT NOT NULL,
    known INTEGER NOT NULL,
    CHECK ((publisher IS NULL) <> (receipt IS NULL))
) STRICT;

CREATE TRIGGER document_stays BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER document_kept BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER receipt_stays BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER receipt_kept BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER record_stays BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER record_kept BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER correction_stays BEFORE UPDATE ON correction BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER correction_kept BEFORE DELETE ON correction BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER grade_stays BEFORE UPDATE ON grade BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER grade_kept BEFORE DELETE ON grade BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Derived: made again from the facts at any time.

-- Which parties a record names, and how often.
CREATE TABLE bears (
    party TEXT NOT NULL,
    record INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (party, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX bears_record ON bears (record);

-- A record in few bytes, read back fast. `layout` is the fingerprint of the form it is written in.
CREATE TABLE digest (
    record INTEGER PRIMARY KEY,
    layout INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
