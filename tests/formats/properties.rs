//! What holds for any text: nothing panics, nothing is lost, what was written is read.

use std::fmt::Write as _;

use proptest::prelude::*;
use scamscreen::parse::rows::{self, Columns, Rows, RowsKind};
use scamscreen::parse::{Format, parse};
use scamscreen::source::{Source, decode};
use scamscreen::transcript::{Speaker, TimeRange, Transcript, Utterance};

use super::labels;

/// Words that no reader can take for a label, a stamp or mark-up.
fn words() -> impl Strategy<Value = String> {
    "[A-Za-zéèàüñß]{1,9}( [a-zéèàüñß0-9']{1,9}){0,12}[.?!]?"
}

fn speaker() -> impl Strategy<Value = Speaker> {
    prop_oneof![
        Just(Speaker::Caller),
        Just(Speaker::Recipient),
        (0..9_u8).prop_map(|number| Speaker::Named(format!("SPEAKER_0{number}"))),
    ]
}

/// Transcripts as every format can hold them; lines are those of the rendered text.
fn transcript(speaker: impl Strategy<Value = Speaker>) -> impl Strategy<Value = Transcript> {
    let utterance = (speaker, words(), 0..9000_u64, 1..20_000_u64);
    proptest::collection::vec(utterance, 1..12).prop_map(|parts| {
        let mut start = 0;
        let utterances = parts.into_iter().map(|(speaker, text, pause, length)| {
            let time = TimeRange { start_ms: start + pause, end_ms: Some(start + pause + length) };
            start = time.start_ms + length;
            Utterance { speaker, text, time: Some(time), line: 0 }
        });
        Transcript { utterances: utterances.collect(), ..Transcript::default() }
    })
}

fn label(speaker: &Speaker) -> &str {
    match speaker {
        Speaker::Caller => "Caller",
        Speaker::Recipient => "Me",
        Speaker::Narrator => "Narrator",
        Speaker::Named(name) => name,
        Speaker::Unknown => "",
    }
}

fn clock(ms: u64, comma: char) -> String {
    format!("{:02}:{:02}:{:02}{comma}{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

fn end(time: TimeRange) -> u64 {
    time.end_ms.unwrap()
}

/// The rendered text, and the transcript with the lines its utterances have there.
fn rendered(transcript: &Transcript, one: impl Fn(&mut String, usize, &Utterance)) -> (String, Transcript) {
    let mut text = String::new();
    let mut expected = transcript.clone();
    for (index, utterance) in transcript.utterances.iter().enumerate() {
        one(&mut text, index, utterance);
        let at = text.rfind(&utterance.text).unwrap();
        expected.utterances[index].line = text[..at].matches('\n').count() + 1;
    }
    (text, expected)
}

fn reads_back(text: &str, expected: &Transcript, format: Format) -> Result<(), TestCaseError> {
    let parsed = parse(text, &labels(), None).unwrap();
    prop_assert_eq!(parsed.reader, format);
    prop_assert_eq!(parsed.repairs, vec![]);
    prop_assert_eq!(&parsed.transcript, expected);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn webvtt_is_read_as_it_was_written(transcript in transcript(speaker())) {
        let (text, mut expected) = rendered(&transcript, |text, index, utterance| {
            if index == 0 {
                text.push_str("WEBVTT\n\n");
            }
            let time = utterance.time.unwrap();
            let (from, to) = (clock(time.start_ms, '.'), clock(end(time), '.'));
            write!(text, "{from} --> {to}\n<v {}>{}\n\n", label(&utterance.speaker), utterance.text).unwrap();
        });
        expected.language = None;
        reads_back(&text, &expected, Format::Webvtt)?;
    }

    #[test]
    fn srt_is_read_as_it_was_written(transcript in transcript(speaker())) {
        let (text, expected) = rendered(&transcript, |text, index, utterance| {
            let time = utterance.time.unwrap();
            let (from, to) = (clock(time.start_ms, ','), clock(end(time), ','));
            let label = label(&utterance.speaker);
            write!(text, "{}\r\n{from} --> {to}\r\n{label}: {}\r\n\r\n", index + 1, utterance.text).unwrap();
        });
        reads_back(&text, &expected, Format::Srt)?;
    }

    #[test]
    fn whisper_json_is_read_as_it_was_written(transcript in transcript(Just(Speaker::Unknown))) {
        let segments: Vec<_> = transcript.utterances.iter().map(|utterance| {
            let time = utterance.time.unwrap();
            let seconds = |ms: u64| serde_json::json!(format!("{}.{:03}", ms / 1000, ms % 1000).parse::<f64>().unwrap());
            serde_json::json!({ "start": seconds(time.start_ms), "end": seconds(end(time)), "text": format!(" {}", utterance.text) })
        }).collect();
        let whole = transcript.utterances.iter().map(|utterance| utterance.text.as_str()).collect::<Vec<_>>().join(" ");
        let json = serde_json::json!({ "text": whole, "segments": segments, "language": "fr" });
        let text = serde_json::to_string_pretty(&json).unwrap();
        let mut expected = transcript.clone();
        expected.language = Some(scamscreen::language::Code::Fr);
        for (utterance, line) in expected.utterances.iter_mut().zip(
            (1..).zip(text.lines()).skip(2).filter(|(_, line)| line.trim_start().starts_with("\"text\"")).map(|(number, _)| number),
        ) {
            utterance.line = line;
        }
        reads_back(&text, &expected, Format::Whisper)?;
    }

    #[test]
    fn labelled_text_is_read_as_it_was_written(transcript in transcript(speaker()), stamped in any::<bool>()) {
        let mut transcript = transcript;
        for utterance in &mut transcript.utterances {
            let seconds = utterance.time.unwrap().start_ms / 1000 * 1000;
            utterance.time = stamped.then_some(TimeRange { start_ms: seconds, end_ms: None });
        }
        let (text, expected) = rendered(&transcript, |text, _, utterance| {
            if let Some(time) = utterance.time {
                write!(text, "[{}] ", &clock(time.start_ms, '.')[..8]).unwrap();
            }
            writeln!(text, "{}: {}", label(&utterance.speaker), utterance.text).unwrap();
        });
        reads_back(&text, &expected, Format::Labelled)?;
    }

    #[test]
    fn a_story_loses_no_character_but_blanks(text in "[a-zé ,.\n]{0,3000}") {
        let parsed = parse(&text, &labels(), None).unwrap();
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        let kept: String = parsed.transcript.utterances.iter().map(|utterance| solid(&utterance.text)).collect();
        prop_assert_eq!(kept, solid(&text));
    }

    #[test]
    fn every_text_is_read_or_refused(text in "\\PC{0,200}") {
        survives(text.as_bytes());
    }

    #[test]
    fn every_sequence_of_bytes_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn nearly_sound_input_is_read_or_refused(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
        cut in 0..400_usize,
    ) {
        let mut bytes = pieces.concat().into_bytes();
        bytes.truncate(cut.max(1));
        survives(&bytes);
    }
}

/// What formats are made of, to be put together wrongly.
const PIECES: &[&str] = &[
    "WEBVTT",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "00:00:01.000",
    " --> ",
    "00:02,5",
    "-1:00",
    "NaN",
    "<v ",
    "Ann",
    ">",
    "</v>",
    "<00:01.5>",
    "&amp;",
    "&#x110000;",
    "&#;",
    "&nbsp;",
    "<b",
    "<a href='http://x'",
    "</a>",
    "<script>",
    "<!--",
    "-->",
    "NOTE",
    "1",
    "Caller",
    ": ",
    ":",
    "[",
    "]",
    "(0:12)",
    "[00:00.000 --> 00:05.200]",
    "**",
    "_",
    "- ",
    "– ",
    "> ",
    "12/03/2026 09h58",
    " ",
    "  ",
    "\t",
    "é",
    "\u{200B}",
    "{",
    "}",
    "\"text\"",
    "\"segments\"",
    "\"utterances\"",
    "\"results\"",
    "\"speaker\"",
    "\"start\"",
    "\"words\"",
    "\"transcript\"",
    "null",
    "1e999",
    "-0.0",
    "Infinity",
    "\"\\ud83d\"",
    "\"\\u12\"",
    "\\",
    "\"",
    ",",
    "From: a\n",
    "Subject: =?utf-8?q?=C3?=\n",
    "MIME-Version: 1.0\n",
    "Content-Type: multipart/mixed; boundary=x\n",
    "--x\n",
    "--x--\n",
    "Content-Transfer-Encoding: base64\n",
    "id,text\n",
    "id;texte\n",
    "start\tend\ttext\n",
    "Transcribed by",
    "Attendees\n",
    "Transcript\n",
    "+1 202 555 0143",
    "Ünïcödé\u{301}",
];

fn survives(bytes: &[u8]) {
    let text = decode(bytes, None).text;
    for forced in std::iter::once(None).chain(Format::ALL.iter().copied().map(Some)) {
        if let Ok(parsed) = parse(&text, &labels(), forced) {
            assert!(forced.is_none_or(|forced| forced == parsed.reader));
            let lines = text.split(['\n', '\r']).count();
            for utterance in &parsed.transcript.utterances {
                assert!((1..=lines).contains(&utterance.line), "{utterance:?}");
                assert!(!utterance.text.trim().is_empty());
            }
        }
    }
    let _ = Source { name: "-".into(), bytes: bytes.to_vec() }.text(None).map(|text| text.text.len());
    let _ = rows::sniff(bytes);
    for kind in [RowsKind::Jsonl, RowsKind::Csv] {
        for row in Rows::new(bytes, kind, &Columns::default(), None).into_iter().flatten().flatten() {
            let _ = row.parse(&labels(), None);
        }
    }
}
