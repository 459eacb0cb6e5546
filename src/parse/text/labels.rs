//! Which labels of a text name speakers: the words everybody uses, and names that come back.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::head::Head;
use crate::language::Labels;
use crate::parse::role;

/// Words that stand before a colon and name nobody, folded, in five languages; `_` is a blank.
static NO_SPEAKERS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    "account address adresse advice advised allegato amount an anrufdatum asunto attachment attendees avviso bcc betrag \
     betreff case case_id cc channel company conclusion concerne consejo conseil consiglio contact da data date date_time \
     datum de description descripcion descrizione direction duracion durata duration duree e_mail email entreprise esempio \
     example exemple fecha firma from fw fwd heure hinweis http https id importe importo info issue kind lieu link location \
     luogo mail mailto montant name nb nom nombre nome nota note notes notiz number numero nummer objet oggetto ora outcome \
     para participants phone priority problem ps quando question quote re ref reference remark remarque reponse result \
     resultat resume riassunto rif risposta sintesi source stato status statut story subject sujet summary tags tel telefon \
     telefono telephone tema ticket time tip titel title titolo titre to topic transcript type uhrzeit update url von \
     warning web website what when where who why zeit zusammenfassung"
        .split_whitespace()
        .map(|word| word.replace('_', " "))
        .collect()
});

/// No call has more speakers; a hostile file may have millions of things before colons.
const MOST_NAMES: usize = 10_000;

/// The labels of one text, and which of them are accepted as speakers.
#[derive(Debug, Default)]
pub(in crate::parse) struct Labelling {
    names: Vec<Name>,
    /// The label as it is written → its name.
    written: HashMap<String, usize>,
    /// The label folded → its name.
    folded: HashMap<String, usize>,
    lines: usize,
    labelled: usize,
}

/// A label, however it is written.
#[derive(Debug)]
struct Name {
    /// A role word, a diarizer's number, a telephone number.
    certain: bool,
    /// A word that names nobody.
    never: bool,
    accepted: bool,
    count: usize,
}

impl Labelling {
    /// Takes a line into account.
    pub(in crate::parse) fn see(&mut self, head: &Head<'_>, labels: &[Labels]) {
        self.lines += 1;
        let Some(name) = head.label.and_then(|label| self.name(label, labels)) else { return };
        let name = &mut self.names[name];
        if !name.certain && (head.bare || name.never) {
            return;
        }
        name.count += 1;
        // "She says:" above what she says is no name.
        self.labelled += usize::from(name.certain || !head.body.is_empty());
    }

    fn name(&mut self, label: &str, labels: &[Labels]) -> Option<usize> {
        if let Some(&name) = self.written.get(label) {
            return Some(name);
        }
        if self.written.len() >= MOST_NAMES {
            return None;
        }
        let key = key(label);
        let name = *self.folded.entry(key).or_insert_with_key(|key| {
            let certain = role::known(label, labels).is_some();
            self.names.push(Name { certain, never: NO_SPEAKERS.contains(key), accepted: false, count: 0 });
            self.names.len() - 1
        });
        self.written.insert(label.to_owned(), name);
        Some(name)
    }

    /// Decides, once all lines are seen: a certain label always counts; another one if it comes
    /// back beside a second label, or if every line of the text has a label.
    pub(in crate::parse) fn decide(mut self) -> Self {
        let every_line = self.labelled == self.lines && self.lines > 1;
        // An article may have "On Android: …" twice among its hundred lines.
        let frequent = self.labelled * 8 >= self.lines;
        let credible = |name: &Name| name.count > 1 || (name.certain && name.count > 0);
        let anchors = self.names.iter().filter(|name| credible(name)).count();
        let several = self.names.iter().filter(|name| name.count > 0).count() > 1;
        for name in &mut self.names {
            name.accepted = name.count > 0
                && (name.certain
                    || (credible(name) && anchors > 1 && frequent)
                    || (every_line && anchors > 0 && several));
        }
        self
    }

    /// Whether the label of a line names its speaker.
    pub(in crate::parse) fn accepts(&self, head: &Head<'_>) -> bool {
        head.label.and_then(|label| self.written.get(label)).is_some_and(|&name| self.names[name].accepted)
    }

    /// Whether nobody is named.
    pub(in crate::parse) fn is_empty(&self) -> bool {
        !self.names.iter().any(|name| name.accepted)
    }

    /// How often a label was seen, however it was written.
    pub(in crate::parse) fn count(&self, label: &str) -> usize {
        self.folded.get(&key(label)).map_or(0, |&name| self.names[name].count)
    }
}

/// Labels are the same if they fold alike; one in letters nobody folds stands for itself.
fn key(label: &str) -> String {
    let folded = role::fold(label);
    if folded.is_empty() { label.to_owned() } else { folded }
}

/// Whether a line looks like a field of a form ("Issue: …"), which ends what was said before it.
pub(in crate::parse) fn is_field(head: &Head<'_>) -> bool {
    head.label.is_some_and(|label| {
        !head.bare && label.starts_with(char::is_uppercase) && label.split_whitespace().count() <= 3
    })
}
