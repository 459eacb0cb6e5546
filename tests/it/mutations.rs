//! What happens to the level of a call when it is told in other words, misheard, padded, reordered
//! or stripped of its punctuation, accents and labels.

use std::collections::BTreeMap;
use std::fmt::Write;

use scamscreen::{Code, Level, Reader, RuleBook, Screener};
use serde_json::Value;

/// Calls of each language and label.
const CALLS: usize = 12;

struct Call {
    id: String,
    code: Code,
    scam: bool,
    text: String,
}

/// Calls of the corpus: the first of each language and label that are judged right as they are.
fn calls(judge: &dyn Fn(&str) -> Level) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    for code in Code::ALL {
        let path = format!("{}/tests/corpus/{code}.jsonl", env!("CARGO_MANIFEST_DIR"));
        let mut taken = BTreeMap::new();
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let story: Value = serde_json::from_str(line).unwrap();
            let field = |name: &str| story[name].as_str().unwrap().to_owned();
            let (text, scam) = (field("text"), field("label") == "scam");
            let spoken = matches!(field("style").as_str(), "dialogue" | "asr" | "voicemail");
            let count = taken.entry(scam).or_insert(0);
            if spoken && *count < CALLS && (judge(&text) >= Level::LikelyScam) == scam {
                *count += 1;
                calls.push(Call { id: field("id"), code, scam, text });
            }
        }
        assert_eq!(taken, BTreeMap::from([(false, CALLS), (true, CALLS)]), "{code}");
    }
    calls
}

/// Words said instead of others, by language.
fn paraphrases(code: Code) -> &'static [(&'static str, &'static str)] {
    match code {
        Code::En => &[
            ("computer", "laptop"),
            ("right now", "immediately"),
            ("I am calling", "I'm ringing"),
            ("problem", "issue"),
            ("money", "funds"),
            ("bank account", "checking account"),
            ("need to", "have to"),
            ("a lot of", "plenty of"),
            ("okay", "alright"),
            ("download", "install"),
        ],
        Code::Fr => &[
            ("ordinateur", "PC"),
            ("tout de suite", "immédiatement"),
            ("problème", "souci"),
            ("argent", "fonds"),
            ("il faut que vous", "vous devez"),
            ("d'accord", "très bien"),
            ("téléchargez", "installez"),
            ("téléphone", "portable"),
        ],
        Code::It => &[
            ("computer", "PC"),
            ("subito", "immediatamente"),
            ("problema", "guaio"),
            ("soldi", "denaro"),
            ("va bene", "d'accordo"),
            ("scarichi", "installi"),
            ("cellulare", "telefonino"),
        ],
        Code::De => &[
            ("Computer", "Rechner"),
            ("sofort", "umgehend"),
            ("Problem", "Fehler"),
            ("in Ordnung", "gut"),
            ("Handy", "Telefon"),
            ("müssen", "sollten"),
        ],
        Code::Es => &[
            ("ordenador", "computador"),
            ("ahora mismo", "de inmediato"),
            ("problema", "fallo"),
            ("de acuerdo", "muy bien"),
            ("móvil", "celular"),
            ("tiene que", "debe"),
        ],
    }
}

fn fillers(code: Code) -> [&'static str; 2] {
    match code {
        Code::En => ["uh", "um"],
        Code::Fr => ["euh", "hein"],
        Code::It => ["ehm", "eh"],
        Code::De => ["äh", "ähm"],
        Code::Es => ["eh", "em"],
    }
}

fn small_talk(code: Code) -> &'static str {
    match code {
        Code::En => {
            "It has been raining here since Sunday and the dog does not want to go out. My sister planted tomatoes this year, most of them are still green. On Thursday we had soup. "
        }
        Code::Fr => {
            "Il pleut depuis dimanche et le chien ne veut pas sortir. Ma sœur a planté des tomates cette année, elles sont encore vertes. Jeudi on a mangé de la soupe. "
        }
        Code::It => {
            "Piove da domenica e il cane non vuole uscire. Mia sorella ha piantato i pomodori quest'anno, sono ancora verdi. Giovedì abbiamo mangiato la minestra. "
        }
        Code::De => {
            "Es regnet seit Sonntag und der Hund mag nicht hinaus. Meine Schwester hat dieses Jahr Tomaten gepflanzt, sie sind noch grün. Am Donnerstag gab es Suppe. "
        }
        Code::Es => {
            "Llueve desde el domingo y el perro no quiere salir. Mi hermana plantó tomates este año, todavía están verdes. El jueves comimos sopa. "
        }
    }
}

/// Each line changed, or all words of it.
fn by_word(text: &str, mut change: impl FnMut(usize, &str) -> String) -> String {
    let mut number = 0;
    let line = |line: &str| {
        let words = line.split(' ').map(|word| {
            number += 1;
            change(number, word)
        });
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn without_labels(text: &str) -> String {
    let rest = |line: &str| match line.split_once(": ") {
        Some((label, rest)) if label.chars().count() < 24 => rest.to_owned(),
        _ => line.to_owned(),
    };
    text.lines().map(rest).collect::<Vec<_>>().join(" ")
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '.' | ',' | '?' | '!' | ';' | ':' | '"' | '«' | '»' | '“' | '”' | '„' | '…' | '—' | '–')
}

type Mutation = (&'static str, fn(Code, &str) -> String);

const MUTATIONS: [Mutation; 11] = [
    ("paraphrase", |code, text| {
        paraphrases(code).iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }),
    // One short word in nine is not heard.
    ("dropped words", |_, text| {
        by_word(text, |n, word| if n % 9 == 0 && word.len() < 5 { String::new() } else { word.to_owned() })
    }),
    // Names fall apart, a letter of every eleventh word is misheard.
    ("misheard words", |_, text| {
        let text =
            text.replace("AnyDesk", "any desk").replace("TeamViewer", "team viewer").replace("Microsoft", "micro soft");
        by_word(&text, |n, word| {
            if n % 11 == 0 && word.chars().all(char::is_alphabetic) && word.chars().count() > 5 {
                let last = word.char_indices().next_back().map_or(0, |(at, _)| at);
                format!("{}m", &word[..last])
            } else {
                word.to_owned()
            }
        })
    }),
    ("fillers", |code, text| {
        by_word(text, |n, word| if n % 7 == 0 { format!("{} {word}", fillers(code)[n % 2]) } else { word.to_owned() })
    }),
    ("padding", |code, text| format!("{0}\n{text}\n{0}", small_talk(code).repeat(2))),
    // The second half is told first.
    ("reordered", |_, text| {
        let ends: Vec<usize> = text.match_indices(['.', '?', '!', '\n']).map(|(at, mark)| at + mark.len()).collect();
        let Some(&middle) = ends.get(ends.len() / 2) else { return text.to_owned() };
        format!("{}\n{}", text[middle..].trim(), text[..middle].trim())
    }),
    ("no accents", |_, text| {
        use unicode_normalization::UnicodeNormalization;
        text.nfd().filter(|letter| !unicode_normalization::char::is_combining_mark(*letter)).collect()
    }),
    ("capitals", |_, text| text.to_uppercase()),
    ("no punctuation", |_, text| without_labels(text).chars().filter(|letter| !is_mark(*letter)).collect()),
    ("no labels", |_, text| without_labels(text)),
    ("raw recognition", |_, text| {
        without_labels(text)
            .to_lowercase()
            .chars()
            .map(|letter| if letter == '-' { ' ' } else { letter })
            .filter(|letter| !is_mark(*letter))
            .collect()
    }),
];

/// Steps between levels; articles and texts too short to judge are as low as can be.
fn step(level: Level) -> i32 {
    Level::ALL.iter().position(|other| *other == level).map_or(0, |place| i32::try_from(place).unwrap()).max(2)
}

#[test]
fn a_call_in_other_words_keeps_its_level() {
    let book = RuleBook::builtin();
    let labels: Vec<_> = book.languages.iter().map(|language| language.labels.clone()).collect();
    let screener = Screener::new(book, Reader::default());
    let judge = |text: &str| {
        let parsed = scamscreen::parse::parse(text, &labels, None).unwrap();
        screener.screen(parsed.transcript).verdict.level
    };
    let calls = calls(&judge);
    let (mut table, mut wrong) = (String::new(), Vec::new());
    writeln!(table, "| mutation | {} |", Code::ALL.map(Code::as_str).join(" | ")).unwrap();
    for (name, mutate) in MUTATIONS {
        write!(table, "| {name} |").unwrap();
        for code in Code::ALL {
            let (mut kept, mut count) = (0, 0);
            for call in calls.iter().filter(|call| call.code == code) {
                let (before, after) = (judge(&call.text), judge(&mutate(code, &call.text)));
                let right = if call.scam { step(before) - step(after) <= 1 } else { after < Level::LikelyScam };
                count += 1;
                kept += usize::from(right);
                if !right {
                    wrong.push(format!("{name}: {} from {before} to {after}", call.id));
                }
            }
            write!(table, " {kept}/{count} |").unwrap();
        }
        table.push('\n');
    }
    println!("{table}");
    assert!(wrong.is_empty(), "{table}\n{}", wrong.join("\n"));
}
