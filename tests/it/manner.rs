//! How a call is spoken: what the weights of words, stems and neighbours add to the flags heard.

use crate::support::Bench;

/// Twenty words that are in the text, of no weight worth speaking of.
const PLAIN: &str =
    "the caller told me about blue tulips from his garden and asked whether would like some for window box";

/// One flag of four points, a recorded voice.
const TOLD: &str = "A robot voice spoke of purple pelicans.";

/// Steps of our own, so that the test does not hang on the points that are shipped.
const POLICY: &str = r#"
[manner]
least_words = 15
beyond = 4
[manner.steps]
"manner/like-scam-calls" = 4
"manner/strongly-like-scam-calls" = 6
"manner/very-like-ordinary-calls" = -4
"#;

fn manner(terms: &[(&str, i32)]) -> String {
    let plain = PLAIN.split(' ').map(|word| (word, 1));
    let lines = plain.chain(terms.iter().copied()).map(|(term, weight)| format!("\"{term}\" = {weight}\n"));
    format!("bias = 0\n\n[words]\n{}", lines.collect::<String>())
}

/// Points and quotes of the reason that comes from the manner.
fn heard(terms: &[(&str, i32)], told: &str) -> Option<(i64, Vec<String>)> {
    let bench = Bench::new();
    bench.write("own/manner/en.toml", manner(terms));
    bench.write("own/policy.toml", POLICY);
    let own = bench.path("own").display().to_string();
    let text = format!("{PLAIN} {told}");
    let row = bench.run(&["check", "--no-history", "--format", "jsonl", "--rules", &own], &text).row();
    let reasons = row["reasons"].as_array().unwrap();
    let reason = reasons.iter().find(|reason| reason["id"].as_str().unwrap().starts_with("manner/"))?;
    let quotes = reason["quotes"].as_array().unwrap();
    let quotes = quotes.iter().map(|quote| quote["text"].as_str().unwrap().to_owned()).collect();
    Some((reason["points"].as_i64().unwrap(), quotes))
}

#[test]
fn neighbours_weigh_and_those_that_told_are_quoted() {
    assert_eq!(heard(&[("purpl* pelic*", 40)], TOLD), Some((6, vec!["purple pelicans".to_owned()])));
    // Whatever stands between two words, and whatever their endings.
    assert_eq!(heard(&[("of _ pelic*", -60)], TOLD), Some((-6, Vec::new())));
    assert_eq!(heard(&[("pelic* purpl*", 40)], TOLD), None);
}

#[test]
fn words_alone_prove_nothing() {
    assert_eq!(heard(&[("purple", 300)], "Purple."), None);
    // However strong, they add little more than the flags weigh.
    assert_eq!(heard(&[("purple", 900)], TOLD).map(|(points, _)| points), Some(6));
}

#[test]
fn a_step_that_can_never_be_right_is_refused() {
    let bench = Bench::new();
    let own = bench.path("own").display().to_string();
    for step in ["\"money/gift-card\" = 4", "\"manner/like-scam-calls\" = -4", "\"manner/like-ordinary-calls\" = 0"] {
        bench.write("own/policy.toml", format!("[manner]\nleast_words = 15\nbeyond = 4\n[manner.steps]\n{step}\n"));
        let run = bench.run(&["rules", "list", "--rules", &own], "");
        assert_eq!(run.code, 2, "{step}");
        assert!(run.stderr.contains("[manner.steps]") && run.stderr.contains("signal"), "{}", run.stderr);
    }
}
