//! Reads the tree of rule files, checks it and compiles it into a [`RuleBook`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::book::{Channel, Edition, Language, Reporting, Rule, RuleBook, Scheme, Text, Vendor, Wording};
use super::compile::{Weight, Weights};
use super::error::RuleError;
use super::files::Files;
use super::index::Index;
use super::owners::Owner;
use super::phrases::Phrases;
use super::policy;
use super::syntax::{Choice, LanguageFile, MannerFile, PolicyFile, ReportingFile, RuleFile, SchemeFile, VendorFile};
use super::terms::{Role, RuleId};
use crate::language::{Code, Labels};
use crate::words::fold;

/// A tree of rule files: path relative to its root, with `/`, and content.
pub type Tree = BTreeMap<String, String>;

/// Reads every `.toml` file below a folder, in sorted order. Links are not followed.
pub fn read_tree(root: &Path) -> Result<Tree, RuleError> {
    let mut tree = Tree::new();
    let mut folders: Vec<PathBuf> = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let unreadable = |source| RuleError::Unreadable { path: folder.clone(), source };
        for entry in std::fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let path = entry.path();
            let kind = entry.file_type().map_err(unreadable)?;
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|end| end == "toml") {
                let text = std::fs::read_to_string(&path)
                    .map_err(|source| RuleError::Unreadable { path: path.clone(), source })?;
                let place = path.strip_prefix(root).unwrap_or(&path);
                let place: Vec<_> = place.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                tree.insert(place.join("/"), text);
            }
        }
    }
    Ok(tree)
}

/// Compiles a rule book from trees, of which a later one lays over the earlier: a file of the same
/// place replaces it, `policy.toml` and the lexicon merge.
pub fn build(trees: &[&Tree]) -> Result<RuleBook, RuleError> {
    let files = Files::sort(trees)?;
    let policy = files.policy()?;
    let off: BTreeSet<&str> = policy.off.iter().map(String::as_str).collect();

    let mut sources: Vec<(RuleId, &str, RuleFile)> = Vec::new();
    for (path, text) in &files.rules {
        let id = rule_id(path)?;
        if off.contains(id.as_str()) {
            continue;
        }
        sources.push((id, path, parse(path, text)?));
    }
    sources.sort_by(|a, b| a.0.cmp(&b.0));
    let index = Index::new(&sources, &off)?;

    let mut phrases = Phrases::new(&files)?;
    let mut rules = Vec::with_capacity(sources.len());
    for (number, (id, path, file)) in sources.iter().enumerate() {
        let number = u16::try_from(number).map_err(|_| value(path, "more than 65,535 rules"))?;
        phrases.of_rule(number, path, files.rules[path], file)?;
        rules.push(rule(id, path, file, &policy, &index)?);
    }
    let languages = languages(&files, &mut phrases)?;
    let vendors = vendors(&files)?;
    let companies = phrases.companies(&vendors)?;
    let schemes = schemes(&files, &index, &off, &policy)?;
    let reporting = reporting(&files)?;
    let wording = wording(&files)?;
    for (path, text) in &files.manner {
        let name = path.trim_start_matches("manner/").trim_end_matches(".toml");
        let code: Code = name.parse().map_err(|error| value(path, &format!("{error}")))?;
        let file: MannerFile = parse(path, text)?;
        phrases.weigh(code, weights(file));
    }
    let (phrases, patterns) = phrases.finish();
    Ok(RuleBook {
        edition: Edition { rules: files.digest(), count: rules.len() },
        policy: policy::usable(&policy, &index, &rules, &schemes)?,
        rules,
        schemes,
        languages,
        vendors: vendors.into_iter().map(|(vendor, _)| vendor).collect(),
        companies,
        reporting,
        wording,
        phrases,
        patterns,
    })
}

fn rule(id: &RuleId, path: &str, file: &RuleFile, policy: &PolicyFile, index: &Index) -> Result<Rule, RuleError> {
    let points = policy.points.get(id.as_str()).copied().unwrap_or(file.points);
    let sign_fits = match file.role {
        Role::Warns => file.points > 0 && points >= 0,
        Role::Reassures => file.points < 0 && points <= 0,
        Role::Records => points == 0,
    };
    if !sign_fits {
        return Err(value(path, "points: above 0 for `warns`, below 0 for `reassures`, left out for `records`"));
    }
    if file.signal.is_none()
        && file.languages.values().all(|phrasings| phrasings.phrases.is_empty() && phrasings.regexes.is_empty())
    {
        return Err(value(path, "no phrases: the rule can never be heard"));
    }
    complete_texts(path, &file.text)?;
    let mut regexes = Vec::new();
    for (code, phrasings) in &file.languages {
        for pattern in &phrasings.regexes {
            check_regex(path, pattern)?;
            regexes.push((*code, pattern.clone()));
        }
    }
    for other in &file.refused_by {
        index.several(path, other)?;
    }
    Ok(Rule {
        id: id.clone(),
        role: file.role,
        points,
        said_by: file.said_by,
        denied: file.denied,
        at_least: file.at_least,
        refused_by: file.refused_by.iter().map(RuleId::new).collect(),
        outcome: file.outcome,
        signal: file.signal,
        aliases: file.aliases.iter().map(RuleId::new).collect(),
        sources: file.sources.clone().into(),
        texts: file.text.clone().into(),
        regexes,
    })
}

/// Pattern length and automaton size are bounded, so that no user's regex can hurt.
fn check_regex(path: &str, pattern: &str) -> Result<(), RuleError> {
    if pattern.len() > 1024 {
        return Err(value(path, "a regex may be 1,024 bytes long"));
    }
    regex::RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(1 << 20)
        .nest_limit(50)
        .build()
        .map(drop)
        .map_err(|error| value(path, &format!("regex \"{pattern}\": {error}")))
}

fn complete_texts(path: &str, texts: &BTreeMap<Code, Text>) -> Result<(), RuleError> {
    if texts.is_empty() {
        return Err(value(path, "no [text.<language>] section with title, why and advice"));
    }
    for (code, text) in texts {
        for (name, part) in [("title", &text.title), ("why", &text.why), ("advice", &text.advice)] {
            if part.trim().is_empty() {
                return Err(value(path, &format!("text.{code}.{name} is empty")));
            }
        }
    }
    Ok(())
}

fn schemes(
    files: &Files<'_>,
    index: &Index,
    off: &BTreeSet<&str>,
    policy: &PolicyFile,
) -> Result<Vec<Scheme>, RuleError> {
    let mut schemes = Vec::new();
    for (path, text) in &files.schemes {
        let name = path.trim_start_matches("schemes/").trim_end_matches(".toml");
        let id = RuleId::new(format!("scheme/{name}"));
        if off.contains(id.as_str()) {
            continue;
        }
        let file: SchemeFile = parse(path, text)?;
        complete_texts(path, &file.text)?;
        let flat = |ids: &[String]| -> Result<Vec<u16>, RuleError> {
            let mut numbers = Vec::new();
            for id in ids {
                numbers.extend(index.several(path, id)?);
            }
            Ok(numbers)
        };
        let mut all = Vec::new();
        for choice in &file.all {
            all.push(match choice {
                Choice::One(id) => index.several(path, id)?,
                Choice::Of(ids) => flat(ids)?,
            });
        }
        if all.is_empty() && file.any.is_empty() {
            return Err(value(path, "a scheme needs `all` or `any`"));
        }
        let points = policy.points.get(id.as_str()).copied().unwrap_or(file.points);
        schemes.push(Scheme {
            id,
            all,
            any_count: if file.any.is_empty() { 0 } else { file.any_count },
            any: flat(&file.any)?,
            none: flat(&file.none)?,
            within: file.within,
            vendor_never: file.vendor_never,
            points,
            at_least: file.at_least,
            sources: file.sources.into(),
            texts: file.text.into(),
        });
    }
    Ok(schemes)
}

fn languages(files: &Files<'_>, phrases: &mut Phrases) -> Result<Vec<Language>, RuleError> {
    let mut languages = Vec::new();
    for code in Code::ALL {
        let path = format!("languages/{code}.toml");
        let Some(text) = files.languages.get(path.as_str()) else {
            return Err(value(&path, "is missing"));
        };
        let file: LanguageFile = parse(&path, text)?;
        let groups = [
            (Owner::Denial, &file.context.denial),
            (Owner::DenialAfter, &file.context.denial_after),
            (Owner::Contrast, &file.context.contrast),
            (Owner::Inquiry, &file.context.inquiry),
            (Owner::AnswerNo, &file.context.answer_no),
            (Owner::Advice, &file.context.advice),
            (Owner::Hypothetical, &file.context.hypothetical),
            (Owner::Reported, &file.context.reported),
            (Owner::Refusal, &file.context.refusal),
        ];
        for (owner, group) in groups {
            for phrase in group {
                phrases.add(owner, Some(code), &path, text, phrase)?;
            }
        }
        let folded = |words: &[String]| words.iter().map(|word| fold(word)).collect();
        languages.push(Language {
            code,
            name: file.name,
            covered: file.covered,
            common: folded(&file.common),
            labels: Labels {
                caller: folded(&file.speakers.caller),
                recipient: folded(&file.speakers.recipient),
                narrator: folded(&file.speakers.narrator),
            },
        });
    }
    Ok(languages)
}

fn vendors(files: &Files<'_>) -> Result<Vec<(Vendor, Vec<String>)>, RuleError> {
    let mut vendors = Vec::new();
    for (path, text) in &files.vendors {
        let file: VendorFile = parse(path, text)?;
        check_day(path, &file.checked_on)?;
        let mut policy = BTreeMap::new();
        let mut contact = BTreeMap::new();
        for (code, text) in file.text {
            policy.insert(code, text.policy);
            contact.insert(code, text.contact);
        }
        let vendor = Vendor {
            name: file.name,
            official: file.official,
            never: file.never,
            source: file.source,
            checked_on: file.checked_on,
            policy,
            contact,
        };
        vendors.push((vendor, file.aliases));
    }
    Ok(vendors)
}

fn reporting(files: &Files<'_>) -> Result<Vec<Reporting>, RuleError> {
    let mut all = Vec::new();
    for (path, text) in &files.reporting {
        let file: ReportingFile = parse(path, text)?;
        check_day(path, &file.checked_on)?;
        let channels = file
            .channel
            .into_iter()
            .map(|channel| Channel {
                name: channel.name,
                phone: channel.phone,
                url: channel.url,
                sms: channel.sms,
                email: channel.email,
                purpose: channel.purpose,
                source: channel.source,
            })
            .collect();
        all.push(Reporting { country: file.country.to_uppercase(), checked_on: file.checked_on, channels });
    }
    Ok(all)
}

fn wording(files: &Files<'_>) -> Result<BTreeMap<Code, Wording>, RuleError> {
    let mut all = BTreeMap::new();
    for (path, text) in &files.wording {
        let name = path.trim_start_matches("wording/").trim_end_matches(".toml");
        let code: Code = name.parse().map_err(|error| value(path, &format!("{error}")))?;
        all.insert(code, Wording::from(parse::<BTreeMap<String, String>>(path, text)?));
    }
    Ok(all)
}

fn weights(file: MannerFile) -> Weights {
    let mut weights =
        Weights { bias: Weight { scam: file.scam.bias, article: file.article.bias }, ..Weights::default() };
    for (term, weight) in file.scam.words {
        weights.terms.entry(term).or_default().scam = weight;
    }
    for (term, weight) in file.article.words {
        weights.terms.entry(term).or_default().article = weight;
    }
    weights
}

pub(super) fn rule_id(path: &str) -> Result<RuleId, RuleError> {
    let id = path.trim_start_matches("rules/").trim_end_matches(".toml");
    let clean = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/".contains(c));
    if clean { Ok(RuleId::new(id)) } else { Err(value(path, "ids are lower-case letters, digits and hyphens")) }
}

pub(super) fn parse<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, RuleError> {
    toml::from_str(text).map_err(|error| RuleError::Syntax {
        file: path.to_owned(),
        line: error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1),
        message: error.message().to_owned(),
    })
}

/// The line on which a string of the file stands, for messages about what is inside it.
pub(super) fn line_of(text: &str, part: &str) -> usize {
    let escaped = part.replace('\\', "\\\\").replace('"', "\\\"");
    let at = text.find(part).or_else(|| text.find(&escaped)).unwrap_or(0);
    text[..at].matches('\n').count() + 1
}

fn check_day(path: &str, day: &str) -> Result<(), RuleError> {
    let parts: Vec<_> = day.split('-').map(str::len).collect();
    let digits = day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if digits && parts == [4, 2, 2] { Ok(()) } else { Err(value(path, "checked_on is a day such as 2026-11-21")) }
}

pub(super) fn value(file: &str, message: &str) -> RuleError {
    RuleError::Value { file: file.to_owned(), message: message.to_owned() }
}
