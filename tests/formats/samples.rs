//! Own samples of every format. What is read from `samples/X` stands in `read/X.snap`; run with
//! `INSTA_UPDATE=always` to write it anew, and then read the difference.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use scamscreen::parse::{Format, Parsed};
use scamscreen::transcript::{Speaker, Utterance};

use super::read;

fn outline(parsed: &Parsed) -> String {
    let mut out = format!("reader   {}\n", parsed.reader);
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            writeln!(out, "{name:8} {value}").unwrap();
        }
    };
    let transcript = &parsed.transcript;
    fact("language", transcript.language.map(|code| code.to_string()));
    fact("heard at", transcript.heard_at.map(|moment| moment.to_rfc3339()));
    fact("subject", parsed.subject.clone());
    fact("caller", parsed.caller.clone());
    for repair in &parsed.repairs {
        fact("mended", Some(repair.to_string()));
    }
    for utterance in &transcript.utterances {
        writeln!(out, "{}", spoken(utterance)).unwrap();
    }
    out
}

fn spoken(utterance: &Utterance) -> String {
    let speaker = match &utterance.speaker {
        Speaker::Caller => "CALLER",
        Speaker::Recipient => "RECIPIENT",
        Speaker::Narrator => "NARRATOR",
        Speaker::Named(name) => name,
        Speaker::Unknown => "?",
    };
    let time = utterance.time.map_or(String::new(), |time| {
        format!(" {}-{}", time.start_ms, time.end_ms.map_or(String::new(), |end| end.to_string()))
    });
    format!("{:>4} {speaker}{time} {:?}", utterance.line, utterance.text)
}

#[test]
fn own_samples_are_read_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/samples");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    files.sort();
    let mut readers = BTreeSet::new();
    insta::with_settings!({ snapshot_path => "read", prepend_module_to_snapshot => false, omit_expression => true }, {
        for file in files {
            let name = file.to_string_lossy();
            let parsed = read(&name, &std::fs::read(folder.join(&file)).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
            readers.insert(parsed.reader.as_str());
            insta::assert_snapshot!(name.as_ref(), outline(&parsed));
        }
    });
    let missing: Vec<_> = Format::ALL.iter().filter(|format| !readers.contains(format.as_str())).collect();
    assert!(missing.is_empty(), "no sample of {missing:?}");
}
