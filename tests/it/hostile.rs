//! Broken, binary and malicious input: mended or refused with a reason, never a panic.

use std::fs;

use crate::support::{Bench, reference};

#[test]
fn every_hostile_sample_ends_in_a_verdict_or_a_reason() {
    let Some(folder) = reference("formats/hostile") else { return };
    let bench = Bench::new();
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let run = bench.run(&["check", "--no-history", "--format", "jsonl", file.to_str().unwrap()], "");
        assert!((0..=2).contains(&run.code), "{}: {} {}", file.display(), run.code, run.stderr);
        for row in run.rows() {
            let told = !row["level"].is_null() || !row["error"]["message"].as_str().unwrap_or_default().is_empty();
            assert!(told, "{row}");
        }
        seen += 1;
    }
    assert_eq!(seen, 28);
}

#[test]
fn a_disguise_hides_no_flag_and_is_one_itself() {
    let bench = Bench::new();
    for text in [
        "Caller: you must p\u{200b}ay the f\u{200b}ine with g\u{200b}ift ca\u{200b}rds today",
        "Caller: you must pay the fine with g\u{456}ft c\u{430}rds today, buy g\u{456}ft c\u{430}rds",
        "Caller: you must pay the fine with g1ft c4rds today, the g1ft c4rds",
        "Caller: you must pay the fine with g\u{336}\u{335}\u{334}\u{337}i\u{336}\u{335}\u{334}\u{337}f\u{336}\u{335}\u{334}\u{337}t cards today",
    ] {
        let row = bench.run(&["check", "--no-history", "--format", "jsonl"], text).row();
        let flags: Vec<&str> = row["flags"].as_array().unwrap().iter().filter_map(|flag| flag.as_str()).collect();
        assert!(flags.contains(&"money/gift-card"), "{text:?}: {flags:?}");
        assert!(flags.contains(&"evasion/disguised-text"), "{text:?}: {flags:?}");
    }
}

#[test]
fn bytes_of_every_encoding_give_the_same_verdict() {
    let bench = Bench::new();
    let text = "Appelant : Donnez-moi le code reçu par SMS, c'est l'étape de sécurité de votre banque.\nMoi : Non.\n";
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let bom = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let plain = bench.run(&["check", "--no-history", "--format", "jsonl"], text).row();
    for bytes in [utf16, latin, bom] {
        let row = bench.run(&["check", "--no-history", "--format", "jsonl"], bytes).row();
        assert_eq!(row["reasons"], plain["reasons"]);
    }
}
