//! Who may import whom. If this test stops you, the house is asking a question; answer it before
//! you edit the table.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Every room of `src/` and the rooms it may import. `all` is everything.
const ROOMS: [(&str, &str); 18] = [
    ("main", "cli"),
    ("lib", "all"),
    ("build", "language words rules"),
    ("transcript", "language"),
    ("language", ""),
    ("source", ""),
    ("words", ""),
    ("redact", ""),
    ("parse", "transcript language source"),
    ("rules", "language words"),
    ("detect", "transcript words language rules"),
    ("judge", "detect rules transcript language"),
    ("screen", "detect judge rules transcript"),
    ("audit", "screen parse rules judge language transcript"),
    ("batch", "screen parse source rules language transcript"),
    ("evaluate", "screen parse rules judge language transcript batch detect words"),
    ("history", "screen judge detect redact transcript rules language batch"),
    ("report", "screen live history batch audit evaluate rules redact transcript language"),
];

/// Crates that only these places know.
const CRATES: [(&str, &[&str]); 7] = [
    ("rayon", &["batch", "audit", "evaluate"]),
    ("rusqlite", &["history"]),
    ("toml", &["rules"]),
    ("clap", &["cli", "main"]),
    ("anyhow", &["cli", "main"]),
    ("indicatif", &["cli"]),
    ("mail_parser", &["parse"]),
];

/// Rooms that touch files.
const FILES: [&str; 4] = ["source", "rules", "history", "build"];

fn sources() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![src.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let place = path.strip_prefix(&src).unwrap();
                let room = place.components().next().unwrap().as_os_str().to_string_lossy().replace(".rs", "");
                let text = fs::read_to_string(&path).unwrap();
                // Tests at the end of a file may use what they like.
                let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
                files.push((room, place.to_owned(), code));
            }
        }
    }
    assert!(files.len() > 20, "the sources were not found");
    files
}

fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// Rooms named as `crate::room`, in `use` or in a path.
fn imports(text: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for line in code_lines(text) {
        for (at, _) in line.match_indices("crate::") {
            let room: String = line[at + 7..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if !room.is_empty() {
                rooms.insert(room);
            }
        }
    }
    rooms
}

#[test]
fn every_room_imports_only_what_it_may() {
    let rooms: BTreeMap<&str, BTreeSet<&str>> =
        ROOMS.iter().map(|(room, may)| (*room, may.split(' ').collect())).collect();
    let mut wrong = Vec::new();
    for (room, file, text) in sources() {
        if room == "cli" {
            continue;
        }
        let Some(may) = rooms.get(room.as_str()) else {
            wrong.push(format!("{}: the room {room} is not in the table", file.display()));
            continue;
        };
        for import in imports(&text) {
            let known = rooms.contains_key(import.as_str());
            if known && import != room && !may.contains("all") && !may.contains(import.as_str()) {
                wrong.push(format!("{}: {room} may not import {import}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_is_no_circle_between_rooms() {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let names: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    for (room, _, text) in sources() {
        if matches!(room.as_str(), "lib" | "main" | "cli" | "build") {
            continue;
        }
        let targets = imports(&text).into_iter().filter(|target| *target != room && names.contains(target.as_str()));
        edges.entry(room.clone()).or_default().extend(targets);
    }
    for start in edges.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = edges[start].iter().collect();
        while let Some(room) = open.pop() {
            assert_ne!(room, start, "{start} imports itself in the end");
            if seen.insert(room) {
                open.extend(edges.get(room).into_iter().flatten());
            }
        }
    }
}

#[test]
fn some_crates_are_known_in_one_place_only() {
    let mut wrong = Vec::new();
    for (room, file, text) in sources() {
        for (name, places) in CRATES {
            let used = code_lines(&text).any(|line| line.contains(&format!("{name}::")));
            if used && !places.contains(&room.as_str()) {
                wrong.push(format!("{}: only {places:?} know {name}", file.display()));
            }
        }
        let files = code_lines(&text).any(|line| line.contains("std::fs") || line.contains("File::open"));
        if files && !FILES.contains(&room.as_str()) {
            wrong.push(format!("{}: only {FILES:?} touch files", file.display()));
        }
        let prints = code_lines(&text).any(|line| line.contains("println!") || line.contains("io::stdout"));
        if prints && !matches!(room.as_str(), "cli" | "build") {
            wrong.push(format!("{}: only cli writes to the terminal", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    let mut wrong = Vec::new();
    for (_, file, text) in sources() {
        if !text.starts_with("//!") {
            wrong.push(format!("{}: does not open with what it is for", file.display()));
        }
        if text.contains("transaction()") {
            wrong.push(format!("{}: writes go in an IMMEDIATE transaction", file.display()));
        }
        let lines = code_lines(&text).filter(|line| !line.trim().is_empty()).count();
        if lines > 400 {
            wrong.push(format!("{}: {lines} lines of code; a story should be split", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
