//! Rules as a user meets them: listed, shown, checked, and laid over with his own.

use crate::support::Bench;

const OWN: &str = r#"
role = "warns"
points = 15
[text.en]
title = "Speaks of the purple envelope"
why = "Only our local gang does."
advice = "Ring the front desk."
[in.en]
phrases = ["purple envelope"]
hits = ["Bring the purple envelope.", "He wants a purple envelope.", "The purple envelope is for him."]
misses = ["A white envelope.", "A purple card.", "The envelope was lilac."]
"#;

#[test]
fn the_built_in_rules_keep_their_promises() {
    let run = Bench::new().run(&["rules", "check"], "");
    assert_eq!(run.code, 0, "{}", run.stdout);
}

#[test]
fn a_rule_of_ones_own_proves_itself_in_its_own_language() {
    let bench = Bench::new();
    bench.write("own/rules/local/purple-envelope.toml", OWN);
    let own = bench.path("own").display().to_string();
    let run = bench.run(&["rules", "check", "--rules", &own], "");
    assert_eq!(run.code, 0, "{}", run.stdout);
    bench.write("own/rules/local/purple-envelope.toml", OWN.replace(", \"The envelope was lilac.\"", ""));
    let run = bench.run(&["rules", "check", "--rules", &own], "");
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stdout.contains("local/purple-envelope: 3 hits and 2 misses in en"), "{}", run.stdout);
}

#[test]
fn a_rule_is_listed_and_shown_with_its_file() {
    let bench = Bench::new();
    assert!(bench.run(&["rules", "list"], "").stdout.contains("money/gift-card"));
    let shown = bench.run(&["rules", "show", "money/gift-card"], "").stdout;
    assert!(shown.contains("phrases = [") && shown.contains("[in.fr]"), "{shown}");
    assert_eq!(bench.run(&["rules", "show", "money/gift-kard"], "").code, 2);
}

#[test]
fn a_folder_of_rules_lies_over_the_built_in_ones() {
    let bench = Bench::new();
    bench.write("own/rules/local/purple-envelope.toml", OWN);
    bench.write("own/policy.toml", "off = [\"money/gift-card\"]\n[points]\n\"pressure/urgency\" = 1\n");
    let own = bench.path("own").display().to_string();
    let row = bench
        .run(
            &["check", "--no-history", "--format", "jsonl", "--rules", &own],
            "Bring the purple envelope and pay the fine with gift cards.",
        )
        .row();
    let flags: Vec<&str> = row["flags"].as_array().unwrap().iter().filter_map(|flag| flag.as_str()).collect();
    assert!(flags.contains(&"local/purple-envelope"), "{flags:?}");
    assert!(!flags.contains(&"money/gift-card"), "{flags:?}");
}

#[test]
fn rules_of_ones_own_are_compiled_once_and_anew_when_they_change() {
    let bench = Bench::new();
    bench.write("own/rules/local/purple-envelope.toml", OWN);
    let own = bench.path("own").display().to_string();
    let points = || {
        let args = ["check", "--no-history", "--format", "jsonl", "--rules", &own];
        let row = bench.run(&args, "Bring him the purple envelope by noon today, please.").row();
        let reasons = row["reasons"].as_array().unwrap();
        reasons.iter().find(|reason| reason["id"] == "local/purple-envelope").unwrap()["points"].clone()
    };
    let kept = || {
        let books = std::fs::read_dir(bench.path(".cache/scamscreen")).unwrap();
        let mut books: Vec<_> = books.map(|book| book.unwrap().path()).collect();
        books.sort();
        books
    };
    assert_eq!(points(), 15);
    let first = kept();
    assert_eq!(first.len(), 1);
    assert_eq!(points(), 15, "from the compiled book");
    bench.write("own/rules/local/purple-envelope.toml", OWN.replace("points = 15", "points = 9"));
    assert_eq!(points(), 9);
    assert_eq!(kept().len(), 2);

    // Cut off by a full disk, say.
    let whole = std::fs::read(&first[0]).unwrap();
    std::fs::write(&first[0], &whole[..whole.len() / 2]).unwrap();
    bench.write("own/rules/local/purple-envelope.toml", OWN);
    assert_eq!(points(), 15);
    assert_eq!(std::fs::read(&first[0]).unwrap(), whole);
}

#[test]
fn a_mistake_is_told_with_file_line_the_stray_key_and_the_allowed_ones() {
    let bench = Bench::new();
    bench.write("own/rules/local/bad.toml", OWN.replace("points = 15", "pionts = 15"));
    let own = bench.path("own").display().to_string();
    let run = bench.run(&["rules", "list", "--rules", &own], "");
    assert_eq!(run.code, 2);
    for part in ["rules/local/bad.toml:3", "pionts", "points", "said_by"] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    bench.write("own/rules/local/bad.toml", OWN.replace("purple envelope\"]", "(purple envelope\"]"));
    let run = bench.run(&["rules", "list", "--rules", &own], "");
    assert!(run.stderr.contains("column"), "{}", run.stderr);
}
