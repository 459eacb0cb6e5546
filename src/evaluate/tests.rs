//! Measures against numbers worked out by hand.

use super::*;
use crate::evaluate::call::Why;
use crate::judge::{Part, Reader};
use crate::rules::{RuleBook, RuleId};

fn call(id: &str, scam: bool, book: &RuleBook, heard: &[&str]) -> Call {
    let reasons: Vec<Why> = heard
        .iter()
        .map(|id| Why {
            id: RuleId::new(*id),
            part: Part::Flag,
            points: book.rule(id).expect("the rule is in the book").points,
            title: String::new(),
            quote: None,
        })
        .collect();
    let score = book.policy.prior + reasons.iter().map(|why| why.points).sum::<i32>();
    Call {
        id: id.to_owned(),
        place: String::new(),
        scam,
        group: "all".to_owned(),
        language: "en".to_owned(),
        ties: vec![id.to_owned()],
        level: Some(Level::Suspicious),
        risk: Some(risk(score)),
        score,
        heard: heard.iter().map(|id| RuleId::new(*id)).collect(),
        scheme: None,
        reasons,
        remark: None,
        time: Duration::ZERO,
    }
}

/// A rule without floor whose family does not cap it.
fn plain(book: &RuleBook) -> String {
    let fits = book.rules.iter().find(|rule| {
        let room = book.policy.caps.get(rule.id.family()).is_none_or(|cap| *cap >= 14);
        rule.role == crate::rules::Role::Warns && rule.at_least.is_none() && room
    });
    fits.expect("the built-in book has plain rules").id.to_string()
}

/// So many scams and legitimate calls of a hundred each with one rule in them.
fn calls(book: &RuleBook, rule: &str, in_scams: usize, in_legit: usize) -> Vec<Call> {
    let mut calls = Vec::new();
    for (scam, hits) in [(true, in_scams), (false, in_legit)] {
        for n in 0..100 {
            let heard: Vec<&str> = (n < hits).then_some(rule).into_iter().collect();
            calls.push(call(&format!("{scam}-{n}"), scam, book, &heard));
        }
    }
    calls
}

#[test]
fn a_fit_recovers_a_known_likelihood_ratio() {
    let book = RuleBook::builtin();
    let rule = plain(book);
    // Heard in 50 of 100 scams and 5 of 100 others: ten times as often, 10 decibans. Its absence is
    // evidence too, which a sum of what was heard cannot say; so this is what hearing it must add to a
    // constant of even odds: 50 to 5.
    let fit = fit(&calls(book, &rule, 50, 5), book, &Crew::new(1)).unwrap();
    assert_eq!((fit.calls, fit.scams), (200, 0.5));
    let old = book.rule(&rule).unwrap().points;
    let new = fit.changes.first().map_or(old, |change| change.new);
    assert!((9..=11).contains(&new), "{new} for 10 decibans, written {old}");
    assert!(fit.after.log_loss <= fit.before.log_loss);
}

#[test]
fn a_rule_heard_in_seven_calls_stays_as_it_is() {
    let book = RuleBook::builtin();
    let rule = plain(book);
    let rare = fit(&calls(book, &rule, 0, 7), book, &Crew::new(1)).unwrap();
    assert_eq!((rare.changes.len(), rare.too_rare), (0, 1));
    // Heard in legitimate calls alone it falls, and never below nothing.
    let wrong = fit(&calls(book, &rule, 0, 60), book, &Crew::new(1)).unwrap();
    assert_eq!(wrong.changes.len(), 1);
    assert!((0..=1).contains(&wrong.changes[0].new), "{:?}", wrong.changes);
    assert_eq!((wrong.changes[0].scam, wrong.changes[0].legit), (0, 60));
    assert!(fit(&calls(book, &rule, 3, 3)[..100], book, &Crew::new(1)).is_none());
}

#[test]
fn an_overlay_of_proposed_points_is_a_policy_the_book_takes() {
    let book = RuleBook::builtin();
    let rule = plain(book);
    let fit = fit(&calls(book, &rule, 0, 60), book, &Crew::new(1)).unwrap();
    let overlay = crate::rules::Tree::from([("policy.toml".to_owned(), fit.overlay("x", &[]))]);
    let again = crate::rules::build(&[&RuleBook::builtin_tree(), &overlay]).unwrap();
    assert_eq!(again.rule(&rule).unwrap().points, fit.changes[0].new);
}

#[test]
fn data_are_read_as_check_reads_them_and_what_cannot_be_read_is_not_flagged() {
    let book = RuleBook::builtin();
    let screener = Screener::new(book, Reader::default());
    let mut data = Data::default();
    let scam = "Caller: this is Microsoft. Your computer has a virus. Install AnyDesk at once and buy gift cards, read me the codes on the back.";
    let lines = [
        ("a", "scam", "one", scam),
        ("b", "scam", "one", "{\"broken\":"),
        ("c", "legit", "two", "The weather was fine and we went to the lake with the children on Sunday."),
        ("d", "legit", "two", "..."),
    ];
    let text: Vec<String> = lines
        .iter()
        .map(|(id, label, source, text)| {
            serde_json::json!({"id": id, "label": label, "source": source, "lang": "en", "text": text}).to_string()
        })
        .collect();
    data.add("x.jsonl", &text.join("\n"));
    let group = default_group(&data.items);
    assert_eq!(group, Some("source"));
    let calls = screen(&data.items, group, &screener, &Crew::new(2));
    let evaluation = evaluate(&calls, &screener, group);
    let all = &evaluation.slices[0];
    assert_eq!((all.n, all.scams, all.unread), (4, 2, 2));
    assert_eq!((all.recall.hits, all.recall.of, all.false_alarms.hits), (1, 2, 0));
    assert_eq!(
        evaluation.slices.iter().skip(1).filter_map(|slice| slice.group.as_deref()).collect::<Vec<_>>(),
        ["one", "two"]
    );
    assert_eq!(
        evaluation.misses.iter().map(|wrong| (wrong.id.as_str(), wrong.score)).collect::<Vec<_>>(),
        [("b", NO_RISK)]
    );
    assert_eq!(evaluation.confusion.scam[Level::ALL.len()], 1);
    assert!(evaluation.rules.iter().any(|rule| rule.scam == 1 && rule.earned > 0.0));
    let once = serde_json::to_value(&evaluation.slices).unwrap();
    let again = screen(&data.items, group, &screener, &Crew::new(1));
    assert_eq!(once, serde_json::to_value(evaluate(&again, &screener, group).slices).unwrap());
}
