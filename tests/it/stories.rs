//! The same call told in three languages is the same call.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::Bench;

#[test]
fn a_story_has_the_same_level_and_the_same_flags_in_every_language() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories.jsonl");
    let lines: Vec<Value> =
        fs::read_to_string(&file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let rows = Bench::new().run(&["score", "--exit-zero", file.to_str().unwrap()], "").rows();
    assert_eq!(rows.len(), lines.len());
    let mut stories: BTreeMap<&str, Vec<(&Value, &Value)>> = BTreeMap::new();
    for (line, row) in lines.iter().zip(&rows) {
        stories.entry(line["story"].as_str().unwrap()).or_default().push((line, row));
    }
    assert!(stories.len() >= 20);
    let mut wrong = Vec::new();
    for (story, told) in stories {
        assert_eq!(told.len(), 3, "{story}");
        for (line, row) in &told {
            let flags = |row: &Value| -> Vec<String> {
                let flags = row["flags"].as_array().unwrap().iter().map(|flag| flag.as_str().unwrap().to_owned());
                // The manner weighs the words of one language, and they differ.
                let mut flags: Vec<String> = flags.filter(|flag| !flag.starts_with("manner/")).collect();
                flags.sort();
                flags
            };
            let flagged = ["scam", "likely_scam"].contains(&row["level"].as_str().unwrap_or_default());
            if flagged != (line["label"] == "scam") {
                wrong.push(format!("{story} {}: {} for a {} story", line["lang"], row["level"], line["label"]));
            }
            if row["level"] != told[0].1["level"] || flags(row) != flags(told[0].1) {
                wrong.push(format!(
                    "{story} {}: {} {:?} but {} {:?}",
                    line["lang"],
                    row["level"],
                    flags(row),
                    told[0].1["level"],
                    flags(told[0].1)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
