//! What the matcher finds, told by examples and against a naive one.

use std::collections::BTreeMap;

use super::*;
use crate::language::Code;
use crate::rules::compile::Compiler;
use crate::rules::phrase::parse;
use crate::words::{Obfuscation, ShapeSet, tokenize};
use proptest::prelude::*;

#[path = "naive.rs"]
mod naive;

fn table(rows: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    rows.iter()
        .map(|(name, entries)| ((*name).to_owned(), entries.iter().map(|entry| (*entry).to_owned()).collect()))
        .collect()
}

fn compiler() -> Compiler {
    let mut compiler = Compiler::new();
    let lists = table(&[
        ("gift_card", &["gift card", "gift cards", "itunes", "google play card*"]),
        ("remote_tool", &["anydesk", "team viewer", "team viewer quick support"]),
        ("any_tool", &["<remote_tool>", "hammer"]),
        ("asked", &["asked (me|us)", "wanted (me|us)? to", "told"]),
    ]);
    let same = table(&[
        ("anydesk", &["any desk", "ani desk"]),
        ("i am", &["i m", "im"]),
        ("team viewer", &["teamviewer"]),
        ("going to", &["gonna"]),
    ]);
    let fillers = ["uh", "um", "you know"].map(str::to_owned);
    compiler.lexicon(Code::En, &lists, &same, &fillers).unwrap();
    compiler.lexicon(Code::De, &BTreeMap::new(), &BTreeMap::new(), &["äh".to_owned()]).unwrap();
    compiler
}

fn patterns(language: Code, phrases: &[&str]) -> Patterns {
    let mut compiler = compiler();
    for phrase in phrases {
        compiler.add(language, &parse(phrase).unwrap()).unwrap();
    }
    compiler.finish()
}

fn read(patterns: &Patterns, text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    tokenize(text, &patterns.vocabulary, Break::None, &mut words, &mut Obfuscation::default());
    words
}

/// The parts of the text that the phrase is found in.
fn found_in<'t>(language: Code, phrase: &str, text: &'t str) -> Vec<&'t str> {
    let patterns = patterns(language, &[phrase]);
    let words = read(&patterns, text);
    let mut hits = Vec::new();
    find(&patterns, &words, &mut Scratch::default(), &mut hits);
    hits.iter()
        .map(|hit| {
            &text[words[hit.words.start as usize].bytes.start as usize
                ..words[hit.words.end as usize - 1].bytes.end as usize]
        })
        .collect()
}

fn found<'t>(phrase: &str, text: &'t str) -> Vec<&'t str> {
    found_in(Code::En, phrase, text)
}

#[test]
fn a_phrase_is_found_where_its_words_are_neighbours() {
    assert_eq!(found("gift card", "A Gift-Card, a gift, card. Gift card!"), ["Gift-Card", "Gift card"]);
    assert_eq!(
        found("read (me|us)? the (code|numbers on)", "Read the code. Read us the numbers on it."),
        ["Read the code", "Read us the numbers on"]
    );
}

#[test]
fn a_gap_crosses_a_comma_and_no_full_stop() {
    assert_eq!(found("buy ...2 now", "Buy it, please, now. Buy. Now. Buy some of them now"), ["Buy it, please, now"]);
    assert_eq!(found("buy ...2 (the)? now", "buy, now"), ["buy, now"]);
    assert_eq!(found("a ... b", "a a b b"), ["a a b"]);
}

#[test]
fn lists_prefixes_and_spellings_are_read() {
    assert_eq!(found("buy ... <gift_card>", "buy two Google Play cards today"), ["buy two Google Play cards"]);
    assert_eq!(
        found("open <remote_tool>", "open any desk or open AnyDesk or open TeamViewer"),
        ["open any desk", "open AnyDesk", "open TeamViewer"]
    );
    assert_eq!(found("<any_tool> now", "ani-desk now, hammer now"), ["ani-desk now", "hammer now"]);
    assert_eq!(
        found("<asked> ...1 pay", "He asked me to pay. She wanted to pay"),
        ["asked me to pay", "wanted to pay"]
    );
    assert_eq!(
        found("(i|we) am going to call", "I'm gonna call, we am gonna call, im going to call"),
        ["I'm gonna call", "we am gonna call", "im going to call"]
    );
    assert_eq!(found("open any (desk|table)", "open anydesk, open any table"), ["open anydesk", "open any table"]);
    assert_eq!(found("infect*", "infected infect infec"), ["infected", "infect"]);
}

#[test]
fn fillers_and_stutters_are_transparent() {
    assert_eq!(found("buy gift cards", "buy, uh, gift gift um cards"), ["buy, uh, gift gift um cards"]);
    assert_eq!(found("<gift_card> now", "gift, uh, card now"), ["gift, uh, card now"]);
    assert_eq!(found("buy cards", "buy, you know, cards; buy you know cards"), ["buy, you know, cards"]);
    assert_eq!(found("buy cards", "buy. Uh. Cards"), Vec::<&str>::new());
    assert_eq!(found("buy ...1 cards", "buy uh uh two uh cards"), ["buy uh uh two uh cards"]);
    assert_eq!(found_in(Code::De, "kauf karten", "kauf äh karten, kauf uh karten"), ["kauf äh karten"]);
    assert_eq!(found("press one two", "press one one two"), Vec::<&str>::new());
}

#[test]
fn shapes_are_heard_written_or_spoken() {
    assert_eq!(
        found("pay <amount>", "pay $299.99, pay two hundred and ninety nine dollars, pay EUR 40, pay a hundred euros")
            .len(),
        4
    );
    assert_eq!(
        found_in(Code::Fr, "payer <amount>", "payer deux cent quatre-vingt-dix-neuf euros, payer 299,99 €").len(),
        2
    );
    assert_eq!(found_in(Code::De, "zahlen <amount>", "zahlen dreihundert Euro, zahlen zwei hundert Euro").len(), 2);
    assert_eq!(found_in(Code::It, "paga <amount>", "paga trecento euro, paga 68 mila euro").len(), 2);
    assert_eq!(found_in(Code::Es, "pagar <amount>", "pagar doscientos euros").len(), 1);
    assert_eq!(found("press <number>", "press one. Press 1. Press twenty-one").len(), 3);
    assert_eq!(found("due <number>", "it is due due"), Vec::<&str>::new());
    assert_eq!(
        found("visit <url>", "visit w w w dot anydesk dot com now, visit fast-help.co.uk"),
        ["visit w w w dot anydesk dot com", "visit fast-help.co.uk"]
    );
    assert_eq!(found("open <remote_tool>", "open www.anydesk.com"), ["open www.anydesk.com"]);
    assert_eq!(found("call <phone>", "call (555) 010-0199, call [phone 2]").len(), 2);
    assert_eq!(found("ticket <reference>", "ticket TM-20931. Ticket #4417-22").len(), 2);
    assert_eq!(found("pay ...2 now", "pay two hundred ninety nine dollars right now").len(), 1);
    assert_eq!(found("twenty four hours", "in twenty-four hours").len(), 1);
}

#[test]
fn a_phrase_is_found_across_blocks() {
    for padding in [440, 447, 448, 500, 511, 512, 900] {
        let text = format!("{}buy some gift cards{}", "word ".repeat(padding), " word".repeat(100));
        assert_eq!(found("buy ... <gift_card>", &text), ["buy some gift cards"], "{padding}");
    }
}

fn phrase_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        8 => prop::sample::select(vec!["a", "b", "c", "d", "e", "f"]).prop_map(str::to_owned),
        1 => Just("ccc*".to_owned()),
        2 => prop::sample::select(vec!["<short>", "<long>", "<all>"]).prop_map(str::to_owned),
        2 => (1_u8..4).prop_map(|words| format!("...{words}")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 2..5).prop_map(|parts| parts.join(" ")),
            1 => prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join("|"))),
            1 => inner.prop_map(|part| format!("({part})?")),
        ]
    })
}

fn talk() -> impl Strategy<Value = Vec<(&'static str, Break)>> {
    let word = prop::sample::select(vec!["a", "a", "b", "b", "c", "d", "d", "e", "f", "x", "y", "z", "cccd", "q"]);
    let brk = prop_oneof![8 => Just(Break::None), 2 => Just(Break::Soft), 1 => Just(Break::Hard)];
    prop::collection::vec((word, brk), 1..24)
}

fn letters_book(phrases: &[&str]) -> Option<Patterns> {
    let mut compiler = Compiler::new();
    let same: BTreeMap<String, Vec<String>> = naive::SAME
        .iter()
        .map(|class| (class[0].to_owned(), class[1..].iter().map(|&word| word.to_owned()).collect()))
        .collect();
    let fillers: Vec<String> = naive::FILLERS.iter().map(|&word| word.to_owned()).collect();
    compiler
        .lexicon(
            Code::En,
            &table(&[("short", &["a", "b"]), ("long", &["b c", "e d", "ccc*"]), ("all", &["<short>", "<long>"])]),
            &same,
            &fillers,
        )
        .unwrap();
    for phrase in phrases {
        compiler.add(Code::En, &parse(phrase).ok()?).ok()?;
    }
    Some(compiler.finish())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn the_matcher_agrees_with_a_naive_one(phrase in phrase_text(), talk in talk()) {
        let patterns = letters_book(&[&phrase]);
        prop_assume!(patterns.is_some());
        let patterns = patterns.unwrap();
        // More fillers in a row than a list entry may hold are not compared.
        prop_assume!(talk.windows(lattice::MOST_FILLERS + 1).all(|row| row.iter().any(|(word, _)| !"xyz".contains(word) && *word != row[0].0)));
        let text = naive::Text { words: talk.iter().map(|(word, brk)| ((*word).to_owned(), *brk)).collect() };
        let words: Vec<Word> = talk
            .iter()
            .zip(0_u32..)
            .map(|((word, brk), at)| Word { token: patterns.vocabulary.number(word.as_bytes()), bytes: at..at + 1, brk: *brk, shapes: ShapeSet::NONE })
            .collect();
        let mut hits = Vec::new();
        find(&patterns, &words, &mut Scratch::default(), &mut hits);
        let hits: Vec<(usize, usize)> = hits.iter().map(|hit| (hit.words.start as usize, hit.words.end as usize)).collect();
        prop_assert_eq!(hits, naive::find(&parse(&phrase).unwrap(), &text), "{}", phrase);
    }

    #[test]
    fn all_phrases_of_a_book_are_found_as_if_each_were_alone(phrases in prop::collection::vec(phrase_text(), 1..6), talk in talk()) {
        let phrases: Vec<&str> = phrases.iter().map(String::as_str).filter(|phrase| parse(phrase).is_ok()).collect();
        let book = letters_book(&phrases).unwrap();
        let text: String = talk.iter().flat_map(|(word, brk)| [[" ", ", ", ". "][*brk as usize], *word]).collect();
        let mut scratch = Scratch::default();
        let mut together = Vec::new();
        find(&book, &read(&book, &text), &mut scratch, &mut together);
        let mut again = Vec::new();
        find(&book, &read(&book, &text), &mut scratch, &mut again);
        prop_assert_eq!(&together, &again);
        for (number, phrase) in (0..).zip(&phrases) {
            let alone = letters_book(&[phrase]).unwrap();
            let mut hits = Vec::new();
            find(&alone, &read(&alone, &text), &mut Scratch::default(), &mut hits);
            let hits: Vec<_> = hits.into_iter().map(|hit| hit.words).collect();
            let among: Vec<_> = together.iter().filter(|hit| hit.phrase == number).map(|hit| hit.words.clone()).collect();
            prop_assert_eq!(hits, among, "{}", phrase);
        }
    }
}
