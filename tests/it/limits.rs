//! Caps, and memory that does not grow with the batch.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::support::Bench;

/// Lines of the batch; the full form of the test has a million.
fn lines() -> usize {
    std::env::var("SCAMSCREEN_LINES").ok().and_then(|lines| lines.parse().ok()).unwrap_or(10_000)
}

/// The most memory a child has had, in MiB.
#[cfg(target_os = "linux")]
fn peak(child: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{child}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
}

#[cfg(target_os = "linux")]
#[test]
fn memory_stays_flat_however_long_the_batch() {
    let bench = Bench::new();
    let mut command: Command = bench.command(&["score", "--exit-zero"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut input = std::io::BufWriter::new(child.stdin.take().unwrap());
    let count = lines();
    let writer = std::thread::spawn(move || {
        let texts = [
            "He said my computer was infected and that I had to install a program.",
            "Thank you for calling, I would like to move my appointment to Friday please.",
            "Bonjour, votre colis est au relais, il vous attend jusqu'à samedi.",
        ];
        for n in 0..count {
            writeln!(input, "{{\"id\":\"r{n}\",\"text\":\"{}\"}}", texts[n % texts.len()]).unwrap();
        }
    });
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(peak(child.id()).unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    writer.join().unwrap();
    println!("{count} lines: {most} MiB");
    assert!((1..64).contains(&most), "{count} lines took {most} MiB");
}

#[test]
fn a_record_that_is_too_long_is_refused_and_the_rest_goes_on() {
    let long = format!("{{\"id\":\"b\",\"text\":\"{}\"}}", "word ".repeat(1_800_000));
    let rows =
        format!("{{\"id\":\"a\",\"text\":\"hello there\"}}\n{long}\n{{\"id\":\"c\",\"text\":\"goodbye then\"}}\n");
    let run = Bench::new().run(&["score"], rows);
    let rows = run.rows();
    assert_eq!(rows.len(), 3);
    assert_eq!((&rows[0]["status"], &rows[1]["status"], &rows[2]["id"]), (&"ok".into(), &"error".into(), &"c".into()));
    assert!(rows[1]["error"]["message"].as_str().unwrap().contains("8 MiB"), "{}", rows[1]);
    assert_eq!(run.code, 2);
}

#[test]
fn a_text_with_a_line_that_is_too_long_is_refused_with_its_place() {
    let bench = Bench::new();
    let long = bench.write("long.txt", format!("Hello.\n{}", "word ".repeat(1_800_000)));
    let run = bench.run(&["check", "--no-history", long.to_str().unwrap()], "");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("line 2 is longer than 8 MiB"), "{}", run.stderr);
}

#[test]
fn more_findings_than_a_call_may_have_are_told() {
    let bench = Bench::new();
    // Each phrase is told so many times only: it takes a text that says very much.
    let corpus = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/en.jsonl")).unwrap();
    let stories: Vec<String> = corpus
        .lines()
        .take(1_000)
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().replace('\n', " ")
        })
        .collect();
    let text = format!("Caller: {}\n", stories.join("\nCaller: ").repeat(4));
    let row = bench.run(&["check", "--no-history", "--format", "jsonl"], text).row();
    let repairs = row["repairs"].to_string();
    assert!(repairs.contains("findings than one call may have"), "{repairs}");
}
