//! The history: what it keeps, what it must not keep, and what happens when it cannot.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::Bench;

const CARD: &str = "4111 1111 1111 1111";
const TEXT: &str = "Customer states a man called her from 403-555-0142 and wanted her card. She read him \
                    4111 1111 1111 1111, IBAN FR14 2004 1010 0505 0001 3M02 606, social 078-05-1120, mail \
                    rona.k@example.com, the code was 482913, ticket number TM-20931.";

#[test]
fn a_verdict_is_kept_listed_shown_found_and_forgotten() {
    let bench = Bench::new();
    bench.run(&["check"], "A man rang out of the blue and wanted me to pay the fine with gift cards from the petrol station.");
    let list = bench.run(&["history", "list", "--format", "jsonl"], "").rows();
    assert_eq!(list.len(), 1);
    let number = list[0]["incident"].as_i64().unwrap().to_string();
    let shown = bench.run(&["history", "show", &number], "");
    assert!(shown.stdout.contains("gift card") && shown.stdout.contains("WHY"), "{}", shown.stdout);
    let found = bench.run(&["history", "search", "--format", "jsonl", "petrol", "gift"], "").rows();
    assert_eq!(found.len(), 1);
    assert!(bench.run(&["history", "search", "--format", "jsonl", "nothing like it"], "").rows().is_empty());
    assert_eq!(bench.run(&["history", "forget", &number], "").code, 0);
    assert!(bench.run(&["history", "list", "--format", "jsonl"], "").rows().is_empty());
    let bytes = all_bytes(&bench);
    assert!(!contains(&bytes, b"petrol"), "a forgotten text leaves no byte");
}

fn all_bytes(bench: &Bench) -> Vec<u8> {
    let folder = bench.history().parent().unwrap().to_owned();
    let mut bytes = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        bytes.extend(fs::read(entry.unwrap().path()).unwrap());
    }
    bytes
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

#[test]
fn what_was_stolen_once_is_not_stored_again() {
    let bench = Bench::new();
    assert_ne!(bench.run(&["check"], TEXT).code, 2);
    let bytes = all_bytes(&bench);
    for secret in [CARD, "4111111111111111", "FR14", "3M02 606", "078-05-1120", "rona.k", "482913", "TM-20931"] {
        assert!(!contains(&bytes, secret.as_bytes()), "{secret} is in the history");
    }
    assert!(contains(&bytes, b"[card]"));
}

#[test]
fn the_file_is_for_its_owner_alone() {
    let bench = Bench::new();
    bench.run(&["check"], TEXT);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&bench.history()), 0o600);
    assert_eq!(mode(bench.history().parent().unwrap()), 0o700);
}

#[test]
fn keeping_twice_is_one_incident() {
    let bench = Bench::new();
    bench.run(&["check"], TEXT);
    bench.run(&["check"], TEXT);
    let list = bench.run(&["history", "list", "--format", "jsonl"], "").rows();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["occurrences"], 1);
}

#[test]
fn identical_calls_at_other_times_count() {
    let bench = Bench::new();
    for hour in ["09:00:00", "12:30:00", "17:45:00"] {
        let at = format!("2026-03-12T{hour}+01:00");
        bench.run(&["check", "--heard-at", &at], TEXT);
    }
    let list = bench.run(&["history", "list", "--format", "jsonl"], "").rows();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["occurrences"], 3);
}

#[test]
fn a_number_known_from_a_scam_is_a_reason() {
    let bench = Bench::new();
    let scam = "A man called out of the blue, he said he was from my bank and that I had to move my money to a safe account.";
    bench.run(&["check", "--caller", "+1 403 555 0142"], scam);
    let next = bench
        .run(&["check", "--format", "jsonl", "--caller", "+1 403 555 0142"], "Somebody rang me and hung up again at once, no idea why.")
        .row();
    let reasons = next["reasons"].as_array().unwrap();
    assert!(reasons.iter().any(|reason| reason["from"] == "history"), "{next}");
}

#[test]
fn without_a_history_nothing_is_written() {
    let bench = Bench::new();
    assert_ne!(bench.run(&["check", "--no-history"], TEXT).code, 2);
    assert!(!bench.history().exists());
}

#[test]
fn a_history_that_cannot_be_opened_costs_the_status_and_not_the_verdict() {
    let bench = Bench::new();
    for (name, content) in [("text.db", &b"this is a shopping list and no database"[..]), ("empty.db", b"")] {
        let file = bench.write(name, content);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        let run = bench.run(&["check", "--history", file.to_str().unwrap()], TEXT);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stdout.contains("WHY"), "{}", run.stdout);
        assert!(run.stderr.contains("not kept"), "{}", run.stderr);
        assert_eq!(fs::read(&file).unwrap(), content, "the file is left as it was");
    }
    let folder = bench.path("folder.db");
    fs::create_dir(&folder).unwrap();
    assert_eq!(bench.run(&["check", "--history", folder.to_str().unwrap()], TEXT).code, 2);
}

#[test]
fn a_history_others_can_read_is_refused() {
    let bench = Bench::new();
    bench.run(&["check"], TEXT);
    fs::set_permissions(bench.history(), fs::Permissions::from_mode(0o644)).unwrap();
    let run = bench.run(&["check"], TEXT);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("chmod 600"), "{}", run.stderr);
}

#[test]
fn sixteen_at_once_lose_nothing() {
    let bench = Bench::new();
    let children: Vec<_> = (0..16)
        .map(|n| {
            let text = format!("A man called out of the blue and wanted gift cards as payment, call number {n}.");
            let file = bench.write(&format!("call{n}.txt"), text);
            bench.command(&["check", "-q", file.to_str().unwrap()]).stdout(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert_ne!(child.wait().unwrap().code(), Some(2));
    }
    assert_eq!(bench.run(&["history", "list", "--format", "jsonl"], "").rows().len(), 16);
}

#[test]
fn nothing_a_person_types_breaks_the_search() {
    let bench = Bench::new();
    bench.run(&["check"], TEXT);
    for words in ["gift\"", "NEAR(", "a AND", "-gift", "l'argent", "*", "\"", "text:x"] {
        let run = bench.run(&["history", "search", "--format", "jsonl", "--", words], "");
        assert_eq!(run.code, 0, "{words}: {}", run.stderr);
    }
}
