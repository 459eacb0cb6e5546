-- The history remembers verdicts so that a question asked again finds its answer and calls that
-- belong together can be found. It holds what was stolen in other people's leaks, so it keeps as
-- little as it can: redacted text, callers' numbers and links in clear, everything of the customer's
-- own as a keyed digest.

CREATE TABLE incident (
    id          INTEGER PRIMARY KEY,
    -- The source's own id, or a keyed digest of the text and the day it was heard.
    identity    TEXT NOT NULL UNIQUE,
    source_id   TEXT,
    source      TEXT NOT NULL,
    reader      TEXT,
    case_id     TEXT,
    -- UTC, RFC 3339. When it was heard: as the source says, else when it was screened.
    heard_at    TEXT NOT NULL,
    kept_at     TEXT NOT NULL,
    level       TEXT NOT NULL CHECK (level IN
        ('no_incident', 'not_enough', 'no_red_flags', 'weak_signs', 'suspicious', 'likely_scam', 'scam')),
    kind        TEXT NOT NULL,
    risk        REAL CHECK (risk IS NULL OR risk BETWEEN 0.0 AND 1.0),
    company     TEXT,
    scheme      TEXT,
    language    TEXT,
    -- The whole verdict as JSON, its quotes redacted: an old incident reads as it was told.
    verdict     TEXT NOT NULL CHECK (json_valid(verdict)),
    CHECK ((level IN ('no_incident', 'not_enough')) = (risk IS NULL))
) STRICT;

-- Lists show the newest first, often of one level.
CREATE INDEX incident_heard_at ON incident (heard_at);

-- The same incident heard again: an identical robocall still counts.
CREATE TABLE occurrence (
    incident    INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    heard_at    TEXT NOT NULL,
    PRIMARY KEY (incident, heard_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicator (
    incident    INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('phone', 'link', 'email', 'amount', 'reference', 'company')),
    -- In clear for what belongs to the caller, else `hash:` and a keyed digest.
    value       TEXT NOT NULL,
    -- What a person may see of it.
    shown       TEXT NOT NULL,
    PRIMARY KEY (incident, kind, value)
) STRICT, WITHOUT ROWID;

-- "Who else named this number?" without reading every row.
CREATE INDEX indicator_value ON indicator (kind, value);

-- The redacted text, and nothing else of it: the row goes when the text expires.
CREATE VIRTUAL TABLE told USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2');

-- Without this the words of a deleted row stay in the index, whatever secure_delete says.
INSERT INTO told (told, rank) VALUES ('secure-delete', 1);
