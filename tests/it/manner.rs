//! How a call is spoken: what the weights of words, stems and neighbours add to the flags heard.

use serde_json::Value;

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
[points]
"contact/robocall" = 4
"manner/like-scam-calls" = 6
"manner/strongly-like-scam-calls" = 9
"manner/very-like-ordinary-calls" = -6
"#;

/// The policy in which the farther step speaks alone, whatever the length.
fn speaking_alone() -> String {
    alone_from("strongly-like-scam-calls", [1, 1])
}

/// The policy in which this step speaks alone in texts of so many words, and the farther one in others.
fn alone_from(step: &str, words: [usize; 2]) -> String {
    let steps = format!("from = \"manner/{step}\"\noutside = \"manner/strongly-like-scam-calls\"\n");
    let alone = format!("[manner.alone]\nwords = {words:?}\n{steps}");
    POLICY.replace("[manner.steps]", &format!("{alone}[manner.steps]"))
}

/// Terms with their weights, as a file has them.
fn weighed<'t>(terms: impl Iterator<Item = (&'t str, i32)>) -> String {
    let lines = terms.map(|(term, weight)| format!("\"{term}\" = {weight}\n"));
    lines.collect()
}

/// The plain words, each of this weight.
fn plain(weight: i32) -> String {
    weighed(PLAIN.split(' ').map(|word| (word, weight)))
}

fn manner(terms: &[(&str, i32)]) -> String {
    format!("[scam]\nbias = 0\n[scam.words]\n{}{}", plain(1), weighed(terms.iter().copied()))
}

/// The verdict on a text whose terms have these weights.
fn judged(terms: &[(&str, i32)], policy: &str, told: &str) -> Value {
    screened(&manner(terms), policy, &format!("{PLAIN} {told}"))
}

/// The verdict on a text, by this file of weights and this policy.
fn screened(manner: &str, policy: &str, text: &str) -> Value {
    let bench = Bench::new();
    bench.write("own/manner/en.toml", manner);
    bench.write("own/policy.toml", policy);
    let own = bench.path("own").display().to_string();
    bench.run(&["check", "--no-history", "--format", "jsonl", "--rules", &own], text).row()
}

/// Points and quotes of the reason that comes from the manner.
fn heard(terms: &[(&str, i32)], told: &str) -> Option<(i64, Vec<String>)> {
    let row = judged(terms, POLICY, told);
    let reasons = row["reasons"].as_array().unwrap();
    let reason = reasons.iter().find(|reason| reason["id"].as_str().unwrap().starts_with("manner/"))?;
    let quotes = reason["quotes"].as_array().unwrap();
    let quotes = quotes.iter().map(|quote| quote["text"].as_str().unwrap().to_owned()).collect();
    Some((reason["points"].as_i64().unwrap(), quotes))
}

#[test]
fn neighbours_weigh_and_those_that_told_are_quoted() {
    assert_eq!(heard(&[("purpl* pelic*", 10)], TOLD), Some((7, vec!["purple pelicans".to_owned()])));
    // Whatever stands between two words, and whatever their endings.
    assert_eq!(heard(&[("of _ pelic*", -60)], TOLD), Some((-6, Vec::new())));
    assert_eq!(heard(&[("pelic* purpl*", 40)], TOLD), None);
}

#[test]
fn numbers_and_the_like_weigh_by_their_shape() {
    let told = "A robot voice spoke of $400 and of ticket TK-20931.";
    assert_eq!(heard(&[("#amount", 30)], told).map(|(points, _)| points), Some(8));
    assert_eq!(heard(&[("#amoun* #number", 30)], told), None, "a shape is no word");
    assert_eq!(heard(&[("ticke* #reference", -60)], told).map(|(points, _)| points), Some(-6));
    assert_eq!(heard(&[("#phone", 30)], told), None);
}

#[test]
fn what_is_told_in_ordinary_words_has_a_scheme_demand_one_level_less() {
    let told = "A man called me from nowhere and said he was from my bank, and wanted the code that came by text.";
    let level = |lowers: &str, weight: i32| {
        // Signs so weak that the level hangs on what the scheme demands.
        let weak = ["demand/asks-one-time-code", "identity/impersonation-told", "identity/impersonates-bank"];
        let weak = weak.map(|id| format!("\"{id}\" = 1\n")).concat() + "\"scheme/told-call-and-loss\" = 0\n";
        let policy = POLICY.replace("beyond = 4\n", &format!("beyond = 4\n{lowers}")) + &weak;
        judged(&[("code", weight)], &policy, told)["level"].as_str().unwrap().to_owned()
    };
    let lowers = "lowers = \"manner/very-like-ordinary-calls\"\n";
    assert_eq!(level("", -200), "likely_scam", "the scheme demands it");
    assert_eq!(level(lowers, -200), "suspicious");
    assert_eq!(level(lowers, -1), "likely_scam", "words that say nothing lower nothing");
}

#[test]
fn words_of_little_weight_say_nothing_alone() {
    assert_eq!(heard(&[("purple", 300)], "Purple."), None);
    // However strong, they add little more than the flags weigh.
    assert_eq!(heard(&[("purple", 900)], TOLD).map(|(points, _)| points), Some(8));
}

#[test]
fn words_of_much_weight_speak_alone_where_the_policy_says_so() {
    let policy = speaking_alone();
    let told = |weight: i32, told: &str| {
        let row = judged(&[("purple", weight)], &policy, told);
        (row["points"].as_i64().unwrap(), row["remark"].is_string())
    };
    // The step before says nothing.
    assert_eq!(told(10, "Purple."), (0, false));
    assert_eq!(told(60, "Purple."), (9, true), "with a remark that no single flag was heard");
    assert_eq!(told(60, TOLD), (13, false), "the flag and all of the manner");
}

#[test]
fn words_alone_must_weigh_more_outside_of_the_usual_length() {
    let points = |words: [usize; 2], weight: i32| {
        let policy = alone_from("like-scam-calls", words);
        judged(&[("purple", weight)], &policy, "Purple.")["points"].as_i64().unwrap()
    };
    assert_eq!(points([15, 30], 10), 8, "a usual text");
    assert_eq!(points([30, 60], 10), 0, "too short for it");
    assert_eq!(points([5, 15], 10), 0, "too long for it");
    assert_eq!(points([30, 60], 60), 9, "the farther step holds at any length");
}

#[test]
fn words_alone_do_not_accuse_a_text_that_warns_of_such_calls() {
    let policy = speaking_alone();
    // A verdict that rests on the words says so.
    let accused = |told: &str| judged(&[("purple", 60)], &policy, told)["remark"].is_string();
    assert!(!accused("Purple. We will never ask you for your password."));
    assert!(accused("Purple. We will meet you at the garden gate."));
}

#[test]
fn the_weights_of_a_long_text_are_taken_by_a_power_of_its_length() {
    let long = |words: usize| {
        let said = (0..words).map(|number| {
            let letter = |place: u32| char::from(b'a' + u8::try_from(number / 26_usize.pow(place) % 26).unwrap());
            format!("x{}{}{}", letter(0), letter(1), letter(2))
        });
        format!("{TOLD} {}", said.collect::<Vec<_>>().join(" "))
    };
    let heavy = [("pelic*", 25)];
    assert_eq!(heard(&heavy, &long(38)).map(|(points, _)| points), Some(6), "about sixty words: as written");
    assert_eq!(heard(&heavy, &long(900)), None, "an eighth: too little");
}

#[test]
fn a_text_worded_like_an_article_is_no_incident() {
    let article = "[article]\nleast_words = 10\nat_least = 6\n\
        [article.weights]\n\"register/worded-like-an-article\" = 6\n\"register/worded-like-an-account\" = -6\n\
        [article.steps]\n\"register/worded-like-an-article\" = -4\n\"register/worded-like-an-account\" = -9\n";
    let judge = |weight: i32| {
        let file = format!("[scam]\nbias = 0\n[scam.words]\n[article]\nbias = 0\n[article.words]\n{}", plain(weight));
        screened(&file, &format!("{POLICY}{article}"), &format!("{PLAIN} {TOLD}"))["level"].as_str().unwrap().to_owned()
    };
    assert_eq!(judge(10), "no_incident");
    // The step may lie below zero, and is still one from which on.
    assert_eq!(judge(-1), "no_incident");
    assert_ne!(judge(-10), "no_incident");
    // Where nothing is known of articles nothing is said of them.
    assert_ne!(judge(0), "no_incident");
}

#[test]
fn an_article_whose_words_alone_would_accuse_it_is_no_incident() {
    let article = "[article]\nleast_words = 10\nat_least = 6\n\
        [article.weights]\n\"register/worded-like-an-article\" = 6\n\
        [article.steps]\n\"register/worded-like-an-article\" = 4\n";
    let policy = speaking_alone() + article;
    let level = |of_articles: i32| {
        let weights = format!("[scam]\nbias = 0\n[scam.words]\n{}", plain(10));
        let of_articles = format!("[article]\nbias = 0\n[article.words]\n{}", plain(of_articles));
        screened(&(weights + &of_articles), &policy, PLAIN)["level"].as_str().unwrap().to_owned()
    };
    assert_eq!(level(10), "no_incident");
    assert_ne!(level(-10), "no_incident");
}

#[test]
fn a_step_that_can_never_be_right_is_refused() {
    let manner = "[manner]\nleast_words = 15\nbeyond = 4\n[manner.steps]\n";
    let article = "[article]\nleast_words = 15\nat_least = 6\n[article.weights]\n[article.steps]\n";
    let cases = [
        (manner, "\"money/gift-card\" = 4"),
        (manner, "\"register/worded-like-an-article\" = 4"),
        (article, "\"register/worded-like-an-article\" = 4"),
    ];
    for (table, step) in cases {
        assert!(refused(&format!("{table}{step}\n")).contains(".steps]"), "{step}");
    }
}

#[test]
fn words_that_can_never_speak_alone_are_refused() {
    let alone = |words: &str, from: &str, outside: &str| {
        let steps = "[manner.steps]\n\"manner/like-scam-calls\" = 4\n\"manner/like-ordinary-calls\" = -4\n";
        let steps = format!("from = \"manner/{from}\"\noutside = \"manner/{outside}\"\n{steps}");
        refused(&format!("[manner]\nleast_words = 15\nbeyond = 4\n[manner.alone]\nwords = {words}\n{steps}"))
    };
    let told = alone("[30, 10]", "like-scam-calls", "like-scam-calls");
    assert!(told.contains("[manner.alone] words = [30, 10]"), "{told}");
    // A step that reassures, and one that the policy does not have.
    let told = alone("[10, 30]", "like-ordinary-calls", "like-scam-calls");
    assert!(told.contains("[manner.alone] \"manner/like-ordinary-calls\""), "{told}");
    let told = alone("[10, 30]", "like-scam-calls", "wholly-like-scam-calls");
    assert!(told.contains("[manner.alone] \"manner/wholly-like-scam-calls\""), "{told}");
    let lowers = "[manner]\nleast_words = 15\nbeyond = 4\nlowers = \"manner/like-scam-calls\"\n";
    let told = refused(&format!("{lowers}[manner.steps]\n\"manner/like-scam-calls\" = 4\n"));
    assert!(told.contains("[manner] lowers = \"manner/like-scam-calls\""), "{told}");
}

/// What is said of a policy that cannot be used.
fn refused(policy: &str) -> String {
    let bench = Bench::new();
    bench.write("own/policy.toml", policy);
    let own = bench.path("own").display().to_string();
    let run = bench.run(&["rules", "list", "--rules", &own], "");
    assert_eq!(run.code, 2, "{policy}");
    run.stderr
}
