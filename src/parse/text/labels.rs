//! Which labels of a text name speakers: the words everybody uses, and names that come back.

use std::collections::{HashMap, HashSet};

use super::head::Head;
use crate::language::Labels;
use crate::parse::role;

/// Words that stand before a colon and name nobody, folded, in five languages.
const NO_SPEAKERS: &[&str] = &[
    "account",
    "address",
    "adresse",
    "advice",
    "advised",
    "allegato",
    "amount",
    "an",
    "anrufdatum",
    "asunto",
    "attachment",
    "attendees",
    "avviso",
    "bcc",
    "betrag",
    "betreff",
    "case",
    "case id",
    "cc",
    "channel",
    "company",
    "conclusion",
    "concerne",
    "consejo",
    "conseil",
    "consiglio",
    "contact",
    "data",
    "date",
    "date time",
    "datum",
    "da",
    "de",
    "description",
    "descrizione",
    "descripcion",
    "direction",
    "duration",
    "duree",
    "durata",
    "duracion",
    "e mail",
    "email",
    "entreprise",
    "example",
    "exemple",
    "esempio",
    "fecha",
    "firma",
    "from",
    "fw",
    "fwd",
    "heure",
    "hinweis",
    "http",
    "https",
    "id",
    "importe",
    "importo",
    "info",
    "issue",
    "kind",
    "link",
    "location",
    "lieu",
    "luogo",
    "mail",
    "mailto",
    "montant",
    "name",
    "nb",
    "nom",
    "nome",
    "nombre",
    "nota",
    "note",
    "notes",
    "notiz",
    "number",
    "numero",
    "nummer",
    "objet",
    "oggetto",
    "ora",
    "outcome",
    "participants",
    "phone",
    "para",
    "priority",
    "problem",
    "ps",
    "quando",
    "question",
    "quote",
    "re",
    "ref",
    "reference",
    "remark",
    "remarque",
    "reponse",
    "result",
    "resultat",
    "resume",
    "riassunto",
    "rif",
    "risposta",
    "source",
    "statut",
    "stato",
    "status",
    "story",
    "subject",
    "sujet",
    "summary",
    "sintesi",
    "tags",
    "tel",
    "telefon",
    "telefono",
    "telephone",
    "tema",
    "ticket",
    "time",
    "tip",
    "title",
    "titel",
    "titolo",
    "titre",
    "to",
    "topic",
    "transcript",
    "tel",
    "type",
    "uhrzeit",
    "update",
    "url",
    "von",
    "von",
    "warning",
    "web",
    "website",
    "when",
    "where",
    "who",
    "why",
    "what",
    "zeit",
    "zusammenfassung",
];

/// The labels of one text that are accepted as speakers.
#[derive(Debug, Default)]
pub(in crate::parse) struct Labelling {
    accepted: HashSet<String>,
    counts: HashMap<String, usize>,
    certain: HashSet<String>,
    lines: usize,
    labelled: usize,
}

impl Labelling {
    /// Takes a line into account.
    pub(in crate::parse) fn see(&mut self, head: &Head<'_>, labels: &[Labels]) {
        self.lines += 1;
        let Some(label) = head.label else { return };
        let folded = key(label);
        let certain = self.certain.contains(&folded) || role::known(label, labels).is_some();
        if !certain && (head.bare || NO_SPEAKERS.contains(&folded.as_str())) {
            return;
        }
        // "She says:" above what she says is no name.
        self.labelled += usize::from(certain || !head.body.is_empty());
        if certain {
            self.certain.insert(folded.clone());
        }
        *self.counts.entry(folded).or_default() += 1;
    }

    /// Decides, once all lines are seen: a certain label always counts; another one if it comes
    /// back beside a second label, or if every line of the text has a label.
    pub(in crate::parse) fn decide(mut self) -> Self {
        let every_line = self.labelled == self.lines && self.lines > 1;
        let credible = |(label, &count): (&String, &usize)| self.certain.contains(label) || count > 1;
        let anchors = self.counts.iter().filter(|&entry| credible(entry)).count();
        // An article may have "On Android: …" twice among its hundred lines.
        let frequent = self.labelled * 8 >= self.lines;
        let accepted = |entry: (&String, &usize)| {
            self.certain.contains(entry.0)
                || (credible(entry) && anchors > 1 && frequent)
                || (every_line && anchors > 0 && self.counts.len() > 1)
        };
        self.accepted = self.counts.iter().filter(|&entry| accepted(entry)).map(|(label, _)| label.clone()).collect();
        self
    }

    /// Whether the label of a line names its speaker.
    pub(in crate::parse) fn accepts(&self, head: &Head<'_>) -> bool {
        head.label.is_some_and(|label| self.accepted.contains(&key(label)))
    }

    /// Whether nobody is named.
    pub(in crate::parse) fn is_empty(&self) -> bool {
        self.accepted.is_empty()
    }

    /// How often a label was seen.
    pub(in crate::parse) fn count(&self, label: &str) -> usize {
        self.counts.get(&key(label)).copied().unwrap_or_default()
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
