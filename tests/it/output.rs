//! What reaches the terminal, the pipe and the spreadsheet.

use std::process::Stdio;

use crate::support::Bench;

const ANSI: &str = "Caller: buy gift cards \u{1b}[2J\u{1b}]0;owned\u{7} and read me the codes \u{9b}31m \u{202e}now\u{202c} \
                    you must pay with gift cards today\r\nMe: no";

fn is_harmless(text: &str) -> bool {
    !text.chars().any(|c| {
        (c.is_control() && c != '\n' && c != '\t')
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    })
}

#[test]
fn no_control_byte_of_the_input_reaches_the_terminal() {
    let bench = Bench::new();
    for format in ["human", "json", "jsonl", "markdown"] {
        let run = bench.run(&["check", "-v", "--format", format], ANSI);
        assert!(run.stdout.len() > 100, "{}", run.stderr);
        assert!(is_harmless(&run.stdout), "{format}: {:?}", run.stdout);
        assert!(is_harmless(&run.stderr), "{format}: {:?}", run.stderr);
    }
    let list = bench.run(&["history", "list"], "");
    assert!(is_harmless(&list.stdout), "{:?}", list.stdout);
}

#[test]
fn the_name_of_a_file_is_untrusted_too() {
    let bench = Bench::new();
    let path = bench.write("evil\u{1b}[31m.txt", "A man rang and wanted me to pay with gift cards.");
    let run = bench.run(&["check", path.to_str().unwrap()], "");
    assert!(is_harmless(&run.stdout) && is_harmless(&run.stderr), "{:?}", run.stdout);
}

#[test]
fn colour_is_for_terminals_only_unless_asked_for() {
    let bench = Bench::new();
    let text = "He wanted me to pay the fine with gift cards today.";
    assert!(!bench.run(&["check"], text).stdout.contains('\u{1b}'));
    assert!(bench.run(&["check", "--color", "always"], text).stdout.contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let bench = Bench::new();
    let line = |n: usize| format!("{{\"id\":{n},\"text\":\"He wanted me to pay the fine with gift cards today.\"}}\n");
    let lines: String = (0..3_000).map(line).collect();
    let file = bench.write("many.jsonl", lines);
    let mut child = bench
        .command(&["score", file.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn csv_is_guarded_against_formulas() {
    let bench = Bench::new();
    let file =
        bench.write("rows.jsonl", "{\"id\":\"=1+1\",\"text\":\"He wanted me to pay the fine with gift cards.\"}\n");
    let run = bench.run(&["score", "--format", "csv", file.to_str().unwrap()], "");
    assert!(run.stdout.contains("'=1+1"), "{}", run.stdout);
    assert!(run.stdout.starts_with("\u{feff}id,status"), "{:?}", &run.stdout[..40]);
}
