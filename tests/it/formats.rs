//! The sample transcripts: read as what they are, and judged as their names say.

use std::fs;

use crate::support::{Bench, reference};

#[test]
fn every_sample_is_judged_as_its_name_says() {
    let Some(folder) = reference("formats") else { return };
    let bench = Bench::new();
    let mut wrong = Vec::new();
    let mut seen = 0;
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let scam = name.contains(".scam.");
        if !scam && !name.contains(".legit.") {
            continue;
        }
        seen += 1;
        let row = bench.run(&["check", "--no-history", "--format", "jsonl", file.to_str().unwrap()], "").row();
        let flagged = ["scam", "likely_scam"].contains(&row["level"].as_str().unwrap_or_default());
        if flagged != scam {
            wrong.push(format!("{name}: {} {} {}", row["reader"], row["level"], row["flags"]));
        }
    }
    assert_eq!(seen, 43);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_four_seeds_are_told_as_articles_with_their_flags() {
    let Some(folder) = reference("seeds") else { return };
    let bench = Bench::new();
    let run = bench.run(&["check", "--no-history", "--format", "jsonl", folder.to_str().unwrap()], "");
    let rows = run.rows();
    assert_eq!(rows.len(), 4);
    let expected: [&[&str]; 4] = [
        &["credibility/quotes-ticket-number", "credibility/vague-technical-evidence", "demand/remote-access-request", "identity/impersonation-told"],
        &["credibility/quotes-ticket-number", "credibility/vague-technical-evidence", "demand/remote-access-request", "identity/impersonation-told"],
        &["identity/impersonation-told"],
        &[
            "credibility/quotes-ticket-number",
            "pretext/servers-infected",
            "demand/fix-outside-official-channel",
            "demand/open-emailed-instructions",
            "demand/be-at-your-computer",
            "demand/guided-login",
            "demand/fake-login-portal",
            "demand/asks-bank-account",
            "pretext/auto-renewal-charge",
            "pretext/pending-charge-or-credit",
            "pretext/product-malfunction",
            "pretext/free-speed-up",
            "pressure/inappropriate-proposal",
            "pressure/refuses-to-explain",
            "pressure/caller-set-appointment",
            "contact/robocall",
            "contact/repeated-calls",
            "contact/rotating-caller-numbers",
            "identity/on-behalf-of",
            "evidence/company-confirmed-scam",
        ],
    ];
    for (row, expected) in rows.iter().zip(expected) {
        assert_eq!(row["level"], "no_incident", "{}", row["source"]);
        assert!(row["risk"].is_null() && row["points"] == 0);
        let flags: Vec<&str> = row["flags"].as_array().unwrap().iter().filter_map(|flag| flag.as_str()).collect();
        for id in expected {
            assert!(flags.contains(id), "{}: {id} is not among {flags:?}", row["source"]);
        }
    }
    // "Want to schedule a conversation?" reassures nobody.
    assert!(!rows[2]["heard"].as_array().unwrap().iter().any(|id| id == "reassures/customer-scheduled-callback"));
}
