//! The examples that ship: every scam is told as one, every legitimate twin is not.

use std::fs;
use std::path::Path;

use crate::support::Bench;

/// Names of the legitimate twins, the same in every language.
const TWINS: [&str; 6] = [
    "booked-callback",
    "bank-hang-up",
    "customer-rings-support",
    "renewal-reminder",
    "callback-note",
    "bank-confirmed-genuine",
];

#[test]
fn every_scam_is_told_as_one_and_no_twin_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples");
    let run = Bench::new().run(&["check", "--no-history", "--format", "jsonl", root.to_str().unwrap()], "");
    let rows = run.rows();
    let files: usize = fs::read_dir(&root).unwrap().map(|folder| fs::read_dir(folder.unwrap().path()).unwrap().count()).sum();
    assert_eq!(rows.len(), files);
    let mut wrong = Vec::new();
    for row in rows {
        let source = Path::new(row["source"].as_str().unwrap()).to_owned();
        let name = source.file_stem().unwrap().to_str().unwrap().to_owned();
        let level = row["level"].as_str().unwrap_or("none").to_owned();
        let right = match name.as_str() {
            "newsletter" => level == "no_incident" && !row["flags"].as_array().unwrap().is_empty(),
            name if TWINS.contains(&name) => ["weak_signs", "no_red_flags"].contains(&level.as_str()),
            _ => ["scam", "likely_scam"].contains(&level.as_str()),
        };
        if !right {
            wrong.push(format!("{}: {level} {}", source.display(), row["flags"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
