//! Batches: what a spreadsheet or a queue really hands over, and that one bad row costs one row.

use std::io::{BufReader, Read};

use scamscreen::language::Code;
use scamscreen::parse::rows::{self, Columns, Row, RowError, RowFault, Rows, RowsKind};
use scamscreen::source::{Mended, Stream};
use scamscreen::transcript::Speaker;

use super::labels;

fn all(bytes: &[u8], kind: RowsKind) -> Vec<Result<Row, RowError>> {
    Rows::new(bytes, kind, &Columns::default(), None).unwrap().collect()
}

fn text(row: &Row) -> String {
    let parsed = row.parse(&labels(), None).unwrap();
    parsed.transcript.utterances.iter().map(|utterance| utterance.text.as_str()).collect::<Vec<_>>().join(" / ")
}

/// `Ok(line, text)` or the error in words, for each row.
fn told(rows: Vec<Result<Row, RowError>>) -> Vec<String> {
    let one = |row: Result<Row, RowError>| match row {
        Ok(row) => format!("line {}: {}", row.line, text(&row)),
        Err(error) => format!("! {error}"),
    };
    rows.into_iter().map(one).collect()
}

#[test]
fn quoted_newlines_keep_the_lines_right() {
    let csv = b"id,text\r\n1,\"Caller: hello\r\nMe: hi, \"\"you\"\"\"\r\n\r\n2,bye\r\n";
    assert_eq!(told(all(csv, RowsKind::Csv)), ["line 2: hello / hi, \"you\"", "line 5: bye"]);
}

#[test]
fn a_french_excel_sheet_is_read() {
    let (sheet, ..) = encoding_rs::WINDOWS_1252.encode(
        "sep=;\r\nNuméro de dossier;Date de création;Langue;Téléphone;Commentaire\r\n\
         D-7;25/03/2026 9h58;français;01 99 00 12 34;\"Une « urgence »; elle a payé.\"\r\nD-8;;;;Rien\r\n",
    );
    assert_eq!(rows::sniff(&sheet), Some(RowsKind::Csv));
    let rows: Vec<_> = all(&sheet, RowsKind::Csv).into_iter().map(Result::unwrap).collect();
    assert_eq!(rows[0].id.as_deref(), Some("D-7"));
    assert_eq!(rows[0].heard_at.unwrap().to_rfc3339(), "2026-03-25T09:58:00+00:00");
    assert_eq!(rows[0].language, Some(Code::Fr));
    assert_eq!(rows[0].caller.as_deref(), Some("01 99 00 12 34"));
    assert_eq!(text(&rows[0]), "Une « urgence »; elle a payé.");
    assert_eq!(rows[0].extra.keys().collect::<Vec<_>>()[0], "Numéro de dossier");
    assert_eq!((text(&rows[1]).as_str(), rows[1].heard_at), ("Rien", None));
}

#[test]
fn a_stray_quote_costs_its_own_row_only() {
    let csv = b"id,text\n1,fine\n2,\"never closed\n3,fine too\n4,also fine\n";
    assert_eq!(
        told(all(csv, RowsKind::Csv)),
        ["line 2: fine", "! line 3: a quote is opened and never closed", "line 4: fine too", "line 5: also fine"]
    );
}

#[test]
fn rows_of_another_width_are_told() {
    let csv = b"id;text;note\n1;a;b;c\n2;short\n3;a;b;;\n4\n";
    let rows = all(csv, RowsKind::Csv);
    assert_eq!(rows[1].as_ref().unwrap().repairs[0].what, Mended::ShortRow);
    assert_eq!(rows[0].as_ref().unwrap_err().id.as_deref(), Some("1"));
    assert_eq!(
        told(rows),
        [
            "! line 2: 4 fields where the header has 3; a field with a separator in it needs quotes",
            "line 3: short",
            "line 4: a",
            "! line 5: no text: there is 1 of 3 fields; name the column with --text-column",
        ]
    );
}

#[test]
fn a_sheet_without_a_text_column_says_what_it_has() {
    let columns = |text: Option<&str>| Columns { text: text.map(str::to_owned), ..Columns::default() };
    let csv = b"nr,verbatim\n1,hello there\n";
    let error = Rows::new(csv.as_slice(), RowsKind::Csv, &columns(None), None).unwrap_err();
    assert_eq!(error.to_string(), "line 1: no text: there is nr, verbatim; name the column with --text-column");
    let rows = Rows::new(csv.as_slice(), RowsKind::Csv, &columns(Some("Verbatim")), None).unwrap();
    assert_eq!(told(rows.collect()), ["line 2: hello there"]);
}

#[test]
fn a_bad_line_costs_one_line() {
    let lines = b"{\"id\": 1, \"text\": \"one\"}\n\n{\"id\": 2, \"text\": \n[1]\n{\"id\": 5, \"title\": \"x\"}\n\
        {\"id\": 6, \"text\": \"raw\ttab\", \"score\": NaN}\n{\"text\": \"a\", \"text\": \"b\", \"id\": \"c\"}\n\xEF\xBB\xBF{\"text\": \"caf\xE9\"}";
    let rows = all(lines, RowsKind::Jsonl);
    assert_eq!(rows[3].as_ref().unwrap_err().id.as_deref(), Some("5"));
    let mended: Vec<_> = rows[4].as_ref().unwrap().repairs.iter().map(ToString::to_string).collect();
    assert_eq!(
        mended,
        ["line 6: JSON: raw control character in a string", "line 6: JSON: NaN or Infinity read as null"]
    );
    assert_eq!(
        told(rows),
        [
            "line 1: one",
            "! line 3: no valid JSON at column 18: EOF while parsing a value",
            "! line 4: not a JSON object; one line is one call: {\"id\": …, \"text\": …}",
            "! line 5: no text: there is id, title; name the column with --text-column",
            "line 6: raw\ttab",
            "line 7: a\nb",
            "line 8: café",
        ]
    );
}

#[test]
fn turns_keep_their_speakers_and_times() {
    let line = br#"{"id": "t", "turns": [{"speaker": "Caller", "start": 0.5, "end": 2, "text": "Pay."}, {"role": "me", "content": "No."}]}"#;
    let row = all(line, RowsKind::Jsonl).remove(0).unwrap();
    let parsed = row.parse(&labels(), None).unwrap();
    let [first, second] = &parsed.transcript.utterances[..] else { panic!("{parsed:?}") };
    assert_eq!((&first.speaker, first.time.unwrap().start_ms), (&Speaker::Caller, 500));
    assert_eq!((&second.speaker, second.time), (&Speaker::Recipient, None));
}

#[test]
fn a_record_beyond_the_cap_is_told_and_skipped() {
    let long = [b"{\"text\": \"".to_vec(), vec![b'y'; 9 << 20], b"\"}\n{\"text\": \"next\"}\n".to_vec()].concat();
    assert_eq!(
        told(all(&long, RowsKind::Jsonl)),
        ["! line 1: longer than 8 MiB; screen it as a file of its own", "line 2: next"]
    );
    let endless = BufReader::new(std::io::repeat(b'y').take(200 << 20));
    let mut rows = Rows::new(endless, RowsKind::Jsonl, &Columns::default(), None).unwrap();
    assert_eq!(rows.next().unwrap().unwrap_err().fault, RowFault::TooLong { limit_mib: 8 });
    assert!(rows.next().is_none());
}

#[test]
fn a_batch_in_utf16_is_read_through_a_stream() {
    let csv: Vec<u8> = "id\ttexto\n1\t¿Quién es? Señora\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut stream = Stream::from_reader("-", std::io::Cursor::new(csv)).unwrap();
    assert_eq!(rows::sniff(stream.peek().unwrap()), Some(RowsKind::Csv));
    let rows = Rows::new(stream, RowsKind::Csv, &Columns::default(), None).unwrap();
    assert_eq!(told(rows.collect()), ["line 2: ¿Quién es? Señora"]);
}

#[test]
fn one_transcript_is_no_batch() {
    for single in [
        "start,end,text\n0,100,hello\n",
        "{\"text\": \"hello\", \"segments\": []}",
        "{\n \"id\": 1,\n \"text\": \"hello\"\n}",
        "{\"start\": 0, \"text\": \"a\"}\n{\"start\": 1, \"text\": \"b\"}\n",
        "Hello, this is a note, and a text.\nIt goes on, id or not.\n",
        "Caller: text, id\nMe: what?\n",
        "WEBVTT\n\n",
        "",
        "text",
    ] {
        assert_eq!(rows::sniff(single.as_bytes()), None, "{single}");
    }
    for batch in
        ["{\"id\": 1, \"text\": \"a\"}", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n", "text;id\n", "Testo\tData\nciao\t\n"]
    {
        assert!(rows::sniff(batch.as_bytes()).is_some(), "{batch}");
    }
}
