//! Rules measured on labelled calls, from the command line.

use serde_json::{Value, json};

use crate::support::Bench;

const SCAM: &str = "Caller: This is Microsoft. Your computer has a virus. Install AnyDesk now, then buy gift cards and read me the codes on the back.\nMe: Oh no.";
const PLAIN: &str = "We went to the lake on Sunday with the children, and the weather was fine until the evening.";

fn lines() -> String {
    let line = |id: &str, label: &str, source: &str, text: &str| {
        json!({ "id": id, "label": label, "source": source, "lang": "en", "text": text }).to_string()
    };
    let mut lines: Vec<String> = (0..10).map(|n| line(&format!("s{n}"), "scam", "one", SCAM)).collect();
    lines.extend((0..10).map(|n| line(&format!("l{n}"), "legit", "two", PLAIN)));
    lines.join("\n")
}

#[test]
fn figures_predictions_and_a_page_come_from_labelled_lines() {
    let bench = Bench::new();
    bench.write("data/calls.jsonl", lines());
    bench.write("data/README.md", "no data");
    let data = bench.path("data");
    let predictions = bench.path("predictions.jsonl");
    let (data, file) = (data.to_str().unwrap(), predictions.to_str().unwrap());
    let run = bench.run(&["evaluate", data, "--format", "json", "--predictions", file], "");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let figures: Value = serde_json::from_str(&run.stdout).unwrap();
    let all = &figures[0]["slices"][0];
    assert_eq!((&all["n"], &all["recall"]["value"], &all["roc_area"]), (&json!(20), &json!(1.0), &json!(1.0)));
    assert_eq!(figures[0]["slices"].as_array().unwrap().len(), 3);
    assert_eq!(all["calibration"]["bins"].as_array().unwrap().len(), 10);
    let told = std::fs::read_to_string(&predictions).unwrap();
    let first: Value = serde_json::from_str(told.lines().next().unwrap()).unwrap();
    assert_eq!((told.lines().count(), &first["id"], &first["flagged"]), (20, &json!("s0"), &json!(true)));
    assert!(first["score"].as_i64().unwrap() > 0);
    for (format, has) in
        [("html", "<svg"), ("markdown", "### Flagged"), ("csv", "recall_at_1"), ("human", "Rules never heard")]
    {
        let run = bench.run(&["evaluate", data, "--format", format, "--jobs", "1"], "");
        assert!(run.code == 0 && run.stdout.contains(has), "{format}: {}", run.stdout);
    }
}

#[test]
fn a_bad_line_is_named_and_fails_the_run_but_not_the_rest() {
    let bench = Bench::new();
    let data = bench.write("calls.jsonl", format!("{}\n{{\"id\": \"x\", \"text\": \"y\"}}", lines()));
    let data = data.to_str().unwrap();
    let run = bench.run(&["evaluate", data, "--only", "source=one", "--format", "json"], "");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("calls.jsonl:21: \"label\" is missing"), "{}", run.stderr);
    let figures: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(figures[0]["slices"][0]["n"], json!(10));
    assert_eq!(bench.run(&["evaluate", data, "--only", "source=none"], "").code, 2);
}

#[test]
fn proposed_points_are_a_policy_that_lays_over_the_rules() {
    let bench = Bench::new();
    let data = bench.write("calls.jsonl", lines());
    std::fs::create_dir(bench.path("own")).unwrap();
    let policy = bench.path("own/policy.toml");
    let run = bench.run(&["evaluate", data.to_str().unwrap(), "--fit", policy.to_str().unwrap()], "");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("Proposed points") && run.stdout.contains("log-loss"), "{}", run.stdout);
    assert!(std::fs::read_to_string(&policy).unwrap().contains("[points]"));
    let own = bench.path("own");
    let again = bench.run(&["evaluate", data.to_str().unwrap(), "--rules", own.to_str().unwrap()], "");
    assert_eq!(again.code, 0, "{}", again.stderr);
    // A device is no place to put a file.
    assert_eq!(bench.run(&["evaluate", data.to_str().unwrap(), "--predictions", "/dev/null"], "").code, 2);
}

#[test]
fn the_weights_of_words_are_those_the_command_learns_from_the_corpus() {
    let bench = Bench::new();
    let folder = bench.write("weights/note", "");
    let folder = folder.parent().unwrap().to_str().unwrap();
    let args = ["evaluate", "--only", "set=tune", "--only", "lang=de", "--fit-words", folder, "tests/corpus"];
    let run = bench.run(&args, "");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let learnt = std::fs::read_to_string(format!("{folder}/de.toml")).unwrap();
    let shipped = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/manner/de.toml")).unwrap();
    assert!(
        learnt == shipped,
        "learn them anew: scamscreen evaluate --only set=tune --fit-words data/manner tests/corpus"
    );
}

#[test]
fn each_call_can_be_judged_by_words_learnt_from_the_others() {
    let bench = Bench::new();
    let line = |number: usize, label: &str, flower: &str| {
        let text = format!(
            "A robot voice rang me at {number} and talked for a while about the weather, about my garden in spring \
             and about {flower}. Then it asked me how I was, whether my sister would come on Sunday, and said that \
             they would call again."
        );
        serde_json::json!({"id": format!("{label}-{number}"), "lang": "en", "label": label, "text": text}).to_string()
    };
    let lines = (0..30).flat_map(|number| [line(number, "scam", "tulips"), line(number, "legit", "roses")]);
    let data = bench.write("calls.jsonl", lines.collect::<Vec<_>>().join("\n"));
    let scores = |extra: &[&str]| {
        let file = bench.path("scores.jsonl");
        let args = ["evaluate", data.to_str().unwrap(), "--predictions", file.to_str().unwrap()];
        let run = bench.run(&[&args[..], extra].concat(), "");
        assert_eq!(run.code, 0, "{}", run.stderr);
        let rows = std::fs::read_to_string(&file).unwrap();
        let rows = rows.lines().map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap());
        let (scam, legit): (Vec<_>, Vec<_>) = rows
            .map(|row| (row["id"].as_str().unwrap().starts_with("scam"), row["score"].as_i64().unwrap()))
            .partition(|(scam, _)| *scam);
        (scam.iter().map(|row| row.1).min().unwrap(), legit.iter().map(|row| row.1).max().unwrap())
    };
    let (scam, legit) = scores(&[]);
    assert!(scam <= legit, "nobody has learnt of tulips yet: {scam} {legit}");
    let (scam, legit) = scores(&["--fresh-words"]);
    assert!(scam > legit, "the others tell: {scam} {legit}");
}
