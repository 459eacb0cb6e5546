//! Reads the tree of rule files, checks it and compiles it into a [`RuleBook`].

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::book::{
    ArticlePolicy, Channel, Company, Edition, Language, Level, Owner, PhraseInfo, Policy, Reporting, Role, Rule,
    RuleBook, RuleId, Scheme, Text, Vendor,
};
use super::compile::Compiler;
use super::error::RuleError;
use super::phrase;
use super::syntax::{Choice, LanguageFile, LexiconFile, PolicyFile, ReportingFile, RuleFile, SchemeFile, VendorFile};
use crate::language::{Code, Labels};
use crate::words::fold;

/// A tree of rule files: path relative to its root, with `/`, and content.
pub type Tree = BTreeMap<String, String>;

/// Lists whose entries in `lexicon/any.toml` are names of companies.
const COMPANY_LISTS: [&str; 9] =
    ["security_vendor", "tech_company", "telecom", "bank", "authority", "courier", "shop", "insurer", "utility"];

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
    let index = Index::new(&sources)?;

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
    let (phrases, patterns) = phrases.finish();
    Ok(RuleBook {
        edition: Edition { rules: files.digest(), count: rules.len() },
        policy: usable_policy(&policy, &index, &schemes)?,
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

/// The files of all trees by what they hold.
#[derive(Default)]
struct Files<'t> {
    rules: BTreeMap<&'t str, &'t str>,
    schemes: BTreeMap<&'t str, &'t str>,
    lexicon: BTreeMap<&'t str, Vec<&'t str>>,
    languages: BTreeMap<&'t str, &'t str>,
    vendors: BTreeMap<&'t str, &'t str>,
    reporting: BTreeMap<&'t str, &'t str>,
    wording: BTreeMap<&'t str, &'t str>,
    policies: Vec<(&'t str, &'t str)>,
}

impl<'t> Files<'t> {
    fn sort(trees: &[&'t Tree]) -> Result<Self, RuleError> {
        let mut files = Self::default();
        for tree in trees {
            for (path, text) in *tree {
                let (path, text) = (path.as_str(), text.as_str());
                match path.split('/').collect::<Vec<_>>()[..] {
                    ["rules", _, _] => files.rules.insert(path, text),
                    ["schemes", _] => files.schemes.insert(path, text),
                    ["languages", _] => files.languages.insert(path, text),
                    ["vendors", _] => files.vendors.insert(path, text),
                    ["reporting", _] => files.reporting.insert(path, text),
                    ["wording", _] => files.wording.insert(path, text),
                    ["lexicon", _] => {
                        files.lexicon.entry(path).or_default().push(text);
                        None
                    }
                    ["policy.toml"] => {
                        files.policies.push((path, text));
                        None
                    }
                    _ => return Err(RuleError::Misplaced { file: path.to_owned() }),
                };
            }
        }
        Ok(files)
    }

    fn policy(&self) -> Result<PolicyFile, RuleError> {
        let mut all = PolicyFile::default();
        for (path, text) in &self.policies {
            let one: PolicyFile = parse(path, text)?;
            all.prior = one.prior.or(all.prior);
            all.least_words = one.least_words.or(all.least_words);
            all.seen_number = one.seen_number.or(all.seen_number);
            all.article = one.article.or(all.article);
            all.levels.extend(one.levels);
            all.caps.extend(one.caps);
            all.points.extend(one.points);
            all.off.extend(one.off);
        }
        Ok(all)
    }

    fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let groups = [&self.rules, &self.schemes, &self.languages, &self.vendors, &self.reporting, &self.wording];
        let single = groups.into_iter().flatten().map(|(path, text)| (*path, *text));
        let merged = self.lexicon.iter().flat_map(|(path, texts)| texts.iter().map(|text| (*path, *text)));
        for (path, text) in single.chain(merged).chain(self.policies.iter().copied()) {
            for part in [path, text] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

/// Which number a rule has, by id and alias.
struct Index {
    numbers: HashMap<String, u16>,
    families: BTreeMap<String, Vec<u16>>,
}

impl Index {
    fn new(sources: &[(RuleId, &str, RuleFile)]) -> Result<Self, RuleError> {
        let mut numbers: HashMap<String, u16> = HashMap::new();
        let mut families: BTreeMap<String, Vec<u16>> = BTreeMap::new();
        for (number, (id, path, file)) in sources.iter().enumerate() {
            let number = u16::try_from(number).map_err(|_| value(path, "more than 65,535 rules"))?;
            families.entry(id.family().to_owned()).or_default().push(number);
            for name in std::iter::once(id.as_str()).chain(file.aliases.iter().map(String::as_str)) {
                if let Some(other) = numbers.insert(name.to_owned(), number) {
                    return Err(RuleError::Duplicate {
                        file: (*path).to_owned(),
                        id: name.to_owned(),
                        other: sources[usize::from(other)].1.to_owned(),
                    });
                }
            }
        }
        Ok(Self { numbers, families })
    }

    fn one(&self, file: &str, id: &str) -> Result<u16, RuleError> {
        self.numbers.get(id).copied().ok_or_else(|| RuleError::UnknownRule {
            file: file.to_owned(),
            id: id.to_owned(),
            hint: self.hint(id),
        })
    }

    /// Every rule that a name of a scheme means: one, or a family as `family/*`.
    fn several(&self, file: &str, id: &str) -> Result<Vec<u16>, RuleError> {
        match id.strip_suffix("/*") {
            Some(family) => self.families.get(family).cloned().ok_or_else(|| RuleError::UnknownRule {
                file: file.to_owned(),
                id: id.to_owned(),
                hint: String::new(),
            }),
            None => self.one(file, id).map(|number| vec![number]),
        }
    }

    fn hint(&self, id: &str) -> String {
        let name = id.rsplit('/').next().unwrap_or(id);
        let mut near: Vec<&String> = self
            .numbers
            .keys()
            .filter(|known| known.rsplit('/').next().is_some_and(|known| known.contains(name) || name.contains(known)))
            .collect();
        near.sort();
        near.first().map_or_else(String::new, |known| format!(" (did you mean {known}?)"))
    }
}

/// Compiles phrases and remembers whose they are.
struct Phrases {
    compiler: Compiler,
    infos: Vec<PhraseInfo>,
    brands: Vec<String>,
}

impl Phrases {
    fn new(files: &Files<'_>) -> Result<Self, RuleError> {
        let mut compiler = Compiler::new();
        let mut brands = BTreeSet::new();
        let common = lexicon(files, "any")?;
        for list in COMPANY_LISTS {
            brands.extend(common.lists.get(list).into_iter().flatten().cloned());
        }
        for code in Code::ALL {
            let mut own = lexicon(files, code.as_str())?;
            for (name, entries) in &common.lists {
                own.lists.entry(name.clone()).or_default().extend(entries.iter().cloned());
            }
            let union: Vec<String> =
                COMPANY_LISTS.iter().filter_map(|list| own.lists.get(*list)).flatten().cloned().collect();
            own.lists.entry("company".to_owned()).or_default().extend(union);
            own.same.extend(common.same.clone());
            own.fillers.extend(common.fillers.iter().cloned());
            let place = format!("lexicon/{code}.toml");
            compiler
                .lexicon(code, &own.lists, &own.same, &own.fillers)
                .map_err(|error| value(&place, &error.to_string()))?;
        }
        Ok(Self { compiler, infos: Vec::new(), brands: brands.into_iter().collect() })
    }

    fn of_rule(&mut self, number: u16, path: &str, text: &str, file: &RuleFile) -> Result<(), RuleError> {
        for (code, phrasings) in &file.languages {
            for phrase in &phrasings.phrases {
                self.add(Owner::Rule(number), Some(*code), path, text, phrase)?;
            }
            for phrase in &phrasings.unless {
                self.add(Owner::Unless(number), Some(*code), path, text, phrase)?;
            }
        }
        Ok(())
    }

    fn add(
        &mut self,
        owner: Owner,
        language: Option<Code>,
        path: &str,
        text: &str,
        phrase: &str,
    ) -> Result<(), RuleError> {
        let failed = |source| RuleError::Phrase {
            file: path.to_owned(),
            line: line_of(text, phrase),
            phrase: phrase.to_owned(),
            source: Box::new(source),
        };
        let node = phrase::parse(phrase).map_err(failed)?;
        let number = self.compiler.add(language.unwrap_or(Code::En), &node).map_err(failed)?;
        debug_assert_eq!(number as usize, self.infos.len(), "phrases are numbered as they are added");
        self.infos.push(PhraseInfo { owner, language });
        Ok(())
    }

    /// The named companies: brands of the lexicon, and the vendors under all their names.
    fn companies(&mut self, vendors: &[(Vendor, Vec<String>)]) -> Result<Vec<Company>, RuleError> {
        let mut companies: Vec<Company> = Vec::new();
        let mut known = BTreeSet::new();
        let mut names: Vec<(Vec<String>, Company)> = Vec::new();
        for (number, (vendor, aliases)) in vendors.iter().enumerate() {
            let mut all = vec![vendor.name.clone()];
            all.extend(aliases.iter().cloned());
            known.extend(all.iter().map(|name| fold(name)));
            let number = u16::try_from(number).map_err(|_| value("vendors", "more than 65,535 vendors"))?;
            names.push((all, Company { name: vendor.name.clone(), vendor: Some(number) }));
        }
        for brand in std::mem::take(&mut self.brands) {
            if !known.contains(&fold(&brand)) {
                names.push((vec![brand.clone()], Company { name: display_name(&brand), vendor: None }));
            }
        }
        for (names, company) in names {
            let number = u16::try_from(companies.len()).map_err(|_| value("lexicon", "more than 65,535 companies"))?;
            companies.push(company);
            for name in names {
                self.add(Owner::Company(number), None, "lexicon/any.toml", "", &name)?;
            }
        }
        Ok(companies)
    }

    fn finish(self) -> (Vec<PhraseInfo>, super::compile::Patterns) {
        (self.infos, self.compiler.finish())
    }
}

fn lexicon(files: &Files<'_>, name: &str) -> Result<LexiconFile, RuleError> {
    let place = format!("lexicon/{name}.toml");
    let mut all = LexiconFile::default();
    for text in files.lexicon.get(place.as_str()).into_iter().flatten() {
        let one: LexiconFile = parse(&place, text)?;
        all.fillers.extend(one.fillers);
        all.same.extend(one.same);
        for (name, entries) in one.lists {
            all.lists.entry(name).or_default().extend(entries);
        }
    }
    Ok(all)
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
        index.one(path, other)?;
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
        sources: file.sources.clone(),
        texts: file.text.clone(),
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
            sources: file.sources,
            texts: file.text,
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

fn wording(files: &Files<'_>) -> Result<BTreeMap<Code, BTreeMap<String, String>>, RuleError> {
    let mut all = BTreeMap::new();
    for (path, text) in &files.wording {
        let name = path.trim_start_matches("wording/").trim_end_matches(".toml");
        let code: Code = name.parse().map_err(|error| value(path, &format!("{error}")))?;
        all.insert(code, parse::<BTreeMap<String, String>>(path, text)?);
    }
    Ok(all)
}

fn usable_policy(file: &PolicyFile, index: &Index, schemes: &[Scheme]) -> Result<Policy, RuleError> {
    const PLACE: &str = "policy.toml";
    for id in file.points.keys().filter(|id| !schemes.iter().any(|scheme| scheme.id.as_str() == **id)) {
        index.one(PLACE, id)?;
    }
    let mut levels: Vec<(Level, u8)> = file.levels.iter().map(|(level, percent)| (*level, *percent)).collect();
    levels.sort();
    let rising = levels.windows(2).all(|pair| pair[0].1 < pair[1].1) && levels.iter().all(|level| level.1 < 100);
    let named: Vec<Level> = levels.iter().map(|level| level.0).collect();
    if named != [Level::Suspicious, Level::LikelyScam, Level::Scam] || !rising {
        return Err(value(PLACE, "[levels] needs suspicious, likely_scam and scam, rising, in percent below 100"));
    }
    let article = match &file.article {
        None => ArticlePolicy { least_words: usize::MAX, ..ArticlePolicy::default() },
        Some(article) => {
            let mut weights = Vec::new();
            for (id, weight) in &article.weights {
                for number in index.several(PLACE, id)? {
                    weights.push((number, *weight));
                }
            }
            ArticlePolicy { least_words: article.least_words, at_least: article.at_least, weights }
        }
    };
    Ok(Policy {
        prior: file.prior.ok_or_else(|| value(PLACE, "`prior` is missing"))?,
        levels,
        caps: file.caps.clone(),
        least_words: file.least_words.unwrap_or(0),
        seen_number: file.seen_number.unwrap_or(0),
        article,
    })
}

/// One example of a rule or scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The rule or scheme it belongs to.
    pub id: RuleId,
    /// The file it stands in.
    pub file: String,
    /// Its line there.
    pub line: usize,
    /// The language it is in.
    pub language: Code,
    /// Whether the rule must be heard in it.
    pub hit: bool,
    /// The text.
    pub text: String,
}

/// What `rules check` goes through: every example, and how many hits and misses each rule has in
/// each language.
pub type Examples = Vec<Example>;

/// Collects the examples of every rule and scheme of the trees.
pub fn examples(trees: &[&Tree]) -> Result<Examples, RuleError> {
    let files = Files::sort(trees)?;
    let mut all = Vec::new();
    let mut take = |id: &RuleId, path: &str, text: &str, code: Code, hits: &[String], misses: &[String]| {
        for (hit, group) in [(true, hits), (false, misses)] {
            all.extend(group.iter().map(|example| Example {
                id: id.clone(),
                file: path.to_owned(),
                line: line_of(text, example),
                language: code,
                hit,
                text: example.clone(),
            }));
        }
    };
    for (path, text) in &files.rules {
        let id = rule_id(path)?;
        for (code, part) in &parse::<RuleFile>(path, text)?.languages {
            take(&id, path, text, *code, &part.hits, &part.misses);
        }
    }
    for (path, text) in &files.schemes {
        let name = path.trim_start_matches("schemes/").trim_end_matches(".toml");
        let id = RuleId::new(format!("scheme/{name}"));
        for (code, part) in &parse::<SchemeFile>(path, text)?.languages {
            take(&id, path, text, *code, &part.hits, &part.misses);
        }
    }
    Ok(all)
}

fn rule_id(path: &str) -> Result<RuleId, RuleError> {
    let id = path.trim_start_matches("rules/").trim_end_matches(".toml");
    let clean = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/".contains(c));
    if clean { Ok(RuleId::new(id)) } else { Err(value(path, "ids are lower-case letters, digits and hyphens")) }
}

fn parse<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, RuleError> {
    toml::from_str(text).map_err(|error| RuleError::Syntax {
        file: path.to_owned(),
        line: error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1),
        message: error.message().to_owned(),
    })
}

/// The line on which a string of the file stands, for messages about what is inside it.
fn line_of(text: &str, part: &str) -> usize {
    let escaped = part.replace('\\', "\\\\").replace('"', "\\\"");
    let at = text.find(part).or_else(|| text.find(&escaped)).unwrap_or(0);
    text[..at].matches('\n').count() + 1
}

fn check_day(path: &str, day: &str) -> Result<(), RuleError> {
    let parts: Vec<_> = day.split('-').map(str::len).collect();
    let digits = day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if digits && parts == [4, 2, 2] { Ok(()) } else { Err(value(path, "checked_on is a day such as 2026-11-21")) }
}

fn value(file: &str, message: &str) -> RuleError {
    RuleError::Value { file: file.to_owned(), message: message.to_owned() }
}

/// "bank of america" → "Bank of America": brands are listed folded, people read them with capitals.
fn display_name(brand: &str) -> String {
    if brand.chars().any(char::is_uppercase) {
        return brand.to_owned();
    }
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    brand
        .split(' ')
        .map(
            |word| {
                if matches!(word, "of" | "and" | "the" | "de" | "di" | "und") { word.to_owned() } else { capital(word) }
            },
        )
        .collect::<Vec<_>>()
        .join(" ")
}
