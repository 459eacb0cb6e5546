//! How fast a call is screened, and what the matcher costs against what one would pick instead: one
//! regex a phrase. Quote the ratios within one run; machines differ.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use regex::bytes::Regex;
use scamscreen::detect::{Scratch, find};
use scamscreen::rules::Patterns;
use scamscreen::rules::compile::Compiler;
use scamscreen::rules::phrase::{Node, parse};
use scamscreen::words::{Break, Obfuscation, tokenize};
use scamscreen::{Code, Reader, RuleBook, Screener, Transcript};

/// Ordinary talk with a scam in the middle of it, repeated to a length.
fn text(bytes: usize) -> String {
    const CALL: &str = "Good morning, this is the library, your books are due on Thursday and you can renew them by phone. \
        Yes please, I would like to keep the one about gardens for another week if nobody waits for it. \
        A man rang my mother out of the blue and said her computer was infected and that she had to install AnyDesk. \
        He told her to stay on the line, to go to the shop and to pay the fine with gift cards before five. \
        The weather has been lovely, we walked to the lake on Sunday and the children saw two herons there. ";
    CALL.repeat(bytes / CALL.len() + 1)[..bytes].to_owned()
}

/// Every English phrase of the built-in book that uses no word list: a regex can say the same.
fn phrases() -> Vec<Node> {
    let tree = RuleBook::builtin_tree();
    let mut nodes = Vec::new();
    for (path, file) in &tree {
        let Ok(file) = file.parse::<toml::Table>() else { continue };
        let english = file.get("in").and_then(|languages| languages.get("en")).and_then(|part| part.get("phrases"));
        let Some(phrases) = english.and_then(toml::Value::as_array).filter(|_| path.starts_with("rules/")) else {
            continue;
        };
        for phrase in phrases.iter().filter_map(toml::Value::as_str).filter(|phrase| !phrase.contains('<')) {
            nodes.extend(parse(phrase));
        }
    }
    nodes
}

fn regex(node: &Node) -> String {
    match node {
        Node::Word(word) => format!("{word}\\W+"),
        Node::Prefix(word) => format!("{word}\\w*\\W+"),
        Node::Gap(words) => format!("(?:\\w+\\W+){{0,{words}}}"),
        Node::Seq(parts) => parts.iter().map(regex).collect(),
        Node::Alt(parts) => format!("(?:{})", parts.iter().map(regex).collect::<Vec<_>>().join("|")),
        Node::Opt(part) => format!("(?:{})?", regex(part)),
        Node::List(_) | Node::Shape(_) => unreachable!("phrases with lists and shapes were left out"),
    }
}

fn patterns(phrases: &[Node]) -> Patterns {
    let mut compiler = Compiler::new();
    for phrase in phrases {
        let _ = compiler.add(Code::En, phrase);
    }
    compiler.finish()
}

/// The same phrases with another vocabulary.
fn renamed(node: &Node, round: usize) -> Node {
    let rename = |word: &str| format!("{word}x{}", "abcdefghij".chars().nth(round).unwrap_or('z'));
    match node {
        Node::Word(word) => Node::Word(rename(word)),
        Node::Prefix(word) => Node::Prefix(rename(word)),
        Node::Seq(parts) => Node::Seq(parts.iter().map(|part| renamed(part, round)).collect()),
        Node::Alt(parts) => Node::Alt(parts.iter().map(|part| renamed(part, round)).collect()),
        Node::Opt(part) => Node::Opt(Box::new(renamed(part, round))),
        other => other.clone(),
    }
}

fn search(patterns: &Patterns, text: &str, scratch: &mut Scratch) -> usize {
    let (mut words, mut hits) = (Vec::new(), Vec::new());
    tokenize(text, &patterns.vocabulary, Break::Hard, &mut words, &mut Obfuscation::default());
    find(patterns, &words, scratch, &mut hits);
    hits.len()
}

fn matching(criterion: &mut Criterion) {
    let phrases = phrases();
    let text = text(64 << 10);
    let mut group = criterion.benchmark_group(format!("match {} English phrases", phrases.len()));
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(10);
    let own = patterns(&phrases);
    let mut scratch = Scratch::default();
    group.bench_function("scamscreen", |bench| bench.iter(|| search(&own, black_box(&text), &mut scratch)));
    let mut tenfold = phrases.clone();
    for round in 0..9 {
        tenfold.extend(phrases.iter().map(|phrase| renamed(phrase, round)));
    }
    let tenfold = patterns(&tenfold);
    let mut scratch = Scratch::default();
    group.bench_function("scamscreen, ten times the phrases", |bench| {
        bench.iter(|| search(&tenfold, black_box(&text), &mut scratch));
    });
    let regexes: Vec<Regex> =
        phrases.iter().filter_map(|phrase| Regex::new(&format!("(?i-u)\\b{}", regex(phrase))).ok()).collect();
    assert!(regexes.len() > phrases.len() / 2, "a regex can say most of the phrases");
    group.bench_function("one regex a phrase", |bench| {
        bench.iter(|| regexes.iter().map(|regex| regex.find_iter(black_box(text.as_bytes())).count()).sum::<usize>());
    });
    group.finish();
}

fn screening(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("screen");
    group.sample_size(20);
    let book = RuleBook::builtin();
    let screener = Screener::new(book, Reader::default());
    let call = text(4 << 10);
    group.throughput(Throughput::Bytes(call.len() as u64));
    group.bench_function("a call of 4 KB", |bench| {
        bench.iter(|| screener.screen(Transcript::from_text(black_box(call.clone()))));
    });
    group.finish();
}

criterion_group!(benches, matching, screening);
criterion_main!(benches);
