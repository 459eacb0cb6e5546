//! Folders and files of many calls.

use crate::support::Bench;

fn folder(bench: &Bench) -> String {
    bench.write("calls/b/two.txt", "He wanted me to pay the fine with gift cards today.");
    bench.write("calls/a/one.txt", "Thank you for calling the library, how can I help you? I would like to renew my books please, thank you.");
    bench.write("calls/c.jsonl", "{\"id\":\"x\",\"text\":\"I must move my money to a safe account, said the man from the bank.\"}\n{\"id\":\"y\"\n");
    bench.write("calls/empty.txt", "");
    bench.write("calls/sound.mp3", b"ID3\x04\0\0rest");
    std::os::unix::fs::symlink("/etc", bench.path("calls/link")).unwrap();
    bench.path("calls").display().to_string()
}

#[test]
fn a_folder_is_walked_in_sorted_order_and_what_is_bad_does_not_stop_the_rest() {
    let bench = Bench::new();
    let folder = folder(&bench);
    let run = bench.run(&["check", "--format", "jsonl", "--no-history", &folder], "");
    let rows = run.rows();
    let names: Vec<&str> =
        rows.iter().map(|row| row["source"].as_str().unwrap().trim_start_matches(&folder).trim_start_matches('/')).collect();
    assert_eq!(names, ["a/one.txt", "b/two.txt", "c.jsonl:1", "c.jsonl:2", "empty.txt", "sound.mp3"]);
    assert_eq!(run.code, 2);
    assert_eq!(rows[3]["status"], "error");
    assert!(rows[5]["error"]["message"].as_str().unwrap().contains("transcribe it first"));
}

#[test]
fn the_output_is_the_same_bytes_with_one_thread_and_with_eight() {
    let bench = Bench::new();
    for n in 0..60 {
        bench.write(&format!("many/{n:03}.txt"), format!("Call {n}: he wanted me to pay the fine with gift cards today."));
    }
    let folder = bench.path("many").display().to_string();
    let one = bench.run(&["check", "--format", "jsonl", "--no-history", "--jobs", "1", &folder], "").stdout;
    let eight = bench.run(&["check", "--format", "jsonl", "--no-history", "--jobs", "8", &folder], "").stdout;
    assert_eq!(one.lines().count(), 60);
    assert_eq!(one, eight);
}

#[test]
fn a_batch_ends_with_a_summary() {
    let bench = Bench::new();
    let folder = folder(&bench);
    let run = bench.run(&["check", "--no-history", &folder], "");
    assert!(run.stdout.contains("SUMMARY"), "{}", run.stdout);
    assert!(run.stdout.contains("could not be read"), "{}", run.stdout);
    assert!(run.stdout.contains("THE WORST"), "{}", run.stdout);
}

#[test]
fn resume_skips_what_is_in_the_history_already() {
    let bench = Bench::new();
    let file = bench.write("two.jsonl", "{\"id\":\"x\",\"text\":\"He wanted me to pay the fine with gift cards today.\"}\n{\"id\":\"y\",\"text\":\"He wanted me to pay the fine with gift cards now.\"}\n");
    let file = file.to_str().unwrap();
    assert_eq!(bench.run(&["check", "--format", "jsonl", file], "").rows().len(), 2);
    let again = bench.run(&["check", "--format", "jsonl", "--resume", file], "");
    assert!(again.stdout.is_empty(), "{}", again.stdout);
}
