//! How phrases become programs, told by examples.

use super::*;
use crate::words::table;

fn lists(entries: &[&str]) -> BTreeMap<String, Vec<String>> {
    BTreeMap::from([("tool".to_owned(), entries.iter().map(|entry| (*entry).to_owned()).collect())])
}

fn compiler(entries: &[&str]) -> Result<Compiler, PhraseError> {
    let mut compiler = Compiler::new();
    compiler.lexicon(Code::En, &lists(entries), &BTreeMap::new(), &[]).map(|()| compiler)
}

#[test]
fn a_list_that_the_language_lacks_is_an_error() {
    let mut compiler = compiler(&["anydesk"]).unwrap();
    let phrase = parse("open <tool>").unwrap();
    assert_eq!(compiler.add(Code::En, &phrase), Ok(0));
    let error = compiler.add(Code::Fr, &phrase).unwrap_err();
    assert!(error.what.contains("no list <tool> in fr"), "{error}");
}

#[test]
fn an_entry_that_is_no_entry_is_an_error() {
    for entry in ["", "a ...3 b", "open <tool>", "ab*", "pay <amount>"] {
        assert!(compiler(&[entry]).is_err(), "{entry}");
    }
    assert!(compiler(&["at&t", "(any|team) desk", "team view*", "<tool>"]).is_ok());
}

#[test]
fn a_tree_that_the_parser_would_refuse_is_refused() {
    let gap = Node::Seq(vec![Node::Word("pay".into()), Node::Gap(3)]);
    assert!(Compiler::new().add(Code::En, &gap).is_err());
}

#[test]
fn many_alternatives_stay_small() {
    let words: Vec<String> = (0..40).map(|number| format!("word{number}")).collect();
    let phrase = format!("({}) ...12 ({}) (a)? (b)? (c)? now", words.join("|"), words.join("|"));
    let mut compiler = Compiler::new();
    compiler.add(Code::En, &parse(&phrase).unwrap()).unwrap();
    let patterns = compiler.finish();
    assert!(patterns.programs.get(0).len() < 40, "{:?}", patterns.programs.get(0));
}

#[test]
fn patterns_survive_being_stored() {
    let mut compiler = compiler(&["anydesk", "team viewer"]).unwrap();
    compiler.add(Code::En, &parse("open ...4 <tool>").unwrap()).unwrap();
    let mut patterns = compiler.finish();
    let stored = postcard::to_stdvec(&patterns).unwrap();
    let mut back: Patterns = postcard::from_bytes(&stored).unwrap();
    table::read(table::write(patterns.tables()).leak(), back.tables());
    assert!(back == patterns);
    assert_eq!((patterns.len(), patterns.language(0)), (1, Code::En));
}
