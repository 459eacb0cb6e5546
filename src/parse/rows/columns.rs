//! What the columns of usual exports are called, in five languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::parse::role::fold;

/// Names of columns that the user gives, where the usual names are not used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The column with the call.
    pub text: Option<String>,
    /// The column with the row's own id.
    pub id: Option<String>,
    /// The column with the moment of the call.
    pub heard_at: Option<String>,
    /// The column with the caller's number.
    pub caller: Option<String>,
    /// The column with the language.
    pub language: Option<String>,
    /// The column that says what the call really was.
    pub label: Option<String>,
}

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Text,
    Turns,
    Id,
    HeardAt,
    Caller,
    Language,
    Label,
}

/// The names, folded and without blanks; of two columns for one thing the earlier name wins.
const NAMES: [(Role, &str); 7] = [
    (
        Role::Text,
        "text transcript transcripttext calltranscript transcription transcriptiontext texte testo texto trascrizione \
         transkript transkription transcripcion dialogue dialog dialogo gesprach conversation conversazione conversacion body \
         bodytext plainbody content contenu contenuto inhalt contenido message messagetext msg messaggio nachricht mensaje \
         story recit racconto narrative description descrizione descripcion beschreibung note notes nota notas notiz notizen \
         comment comments commentaire commentaires commento commenti kommentar bemerkung comentario comentarios details \
         complaint utterance summary",
    ),
    (Role::Turns, "turns utterances messages segments sentences entries"),
    (
        Role::Id,
        "id callid caseid ticketid incidentid conversationid interactionid recordid externalid uuid guid key ticket \
         ticketnumber ticketno ticketnumero casenumber caseno case callsid reference referencenumber ref identifiant \
         numeroticket numerodeticket numerodossier numerodedossier dossier identificativo codice pratica numeropratica numerocaso idcaso caso kennung \
         vorgang vorgangsnummer fallnummer ticketnummer aktenzeichen identificador expediente numeroexpediente number \
         numero nummer nr no num",
    ),
    (
        Role::HeardAt,
        "heardat calledat calldate calldatetime calltime startedat starttime receivedat occurredat date datetime datecreated \
         createdat created createddate creationdate timestamp time dateheure dateappel datedelappel horodatage datecreation datedecreation \
         datachiamata dataora data datacreazione datadicreazione datadellachiamata datum anrufdatum anrufzeit zeitpunkt zeitstempel erstelltam fecha fechahora \
         fechallamada fechadellamada fechacreacion fechadecreacion violationdate",
    ),
    (
        Role::Caller,
        "caller callernumber callerphone callerphonenumber callerid callingnumber from fromnumber ani originatingnumber \
         phonenumber phone appelant numeroappelant numeroappelante numerodelappelant chiamante numerochiamante anrufer \
         anrufernummer rufnummer llamante numerollamante companyphonenumber telephone tel telefono telefon telefonnummer",
    ),
    (Role::Language, "language lang languagecode locale langue lingua sprache idioma"),
    (
        Role::Label,
        "label groundtruth truth class isscam scam isfraud target etiquette etichetta etiqueta kennzeichnung",
    ),
];

static ROLES: LazyLock<HashMap<&str, (Role, usize)>> = LazyLock::new(|| {
    let names = NAMES
        .iter()
        .flat_map(|(role, names)| names.split(' ').filter(|name| !name.is_empty()).map(move |name| (*role, name)));
    names.enumerate().map(|(rank, (role, name))| (name, (role, rank))).collect()
});

/// What a column of this name means, and how sure that is: the lower, the surer.
pub(super) fn role_of(name: &str) -> Option<(Role, usize)> {
    if name.len() > 60 {
        return None;
    }
    ROLES.get(squeezed(name).as_str()).copied()
}

fn squeezed(name: &str) -> String {
    fold(name).replace(' ', "")
}

/// The columns to look for: the user's where he names one, else the usual ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    named: Vec<(Role, String)>,
}

impl Wanted {
    pub(super) fn new(columns: &Columns) -> Self {
        let named = [
            (Role::Text, &columns.text),
            (Role::Id, &columns.id),
            (Role::HeardAt, &columns.heard_at),
            (Role::Caller, &columns.caller),
            (Role::Language, &columns.language),
            (Role::Label, &columns.label),
        ];
        Self { named: named.into_iter().filter_map(|(role, name)| Some((role, squeezed(name.as_deref()?)))).collect() }
    }

    /// Which of some columns has which role.
    pub(super) fn assign<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<(Role, usize)> {
        let mut best: Vec<(Role, usize, usize)> = Vec::new();
        for (column, name) in names.enumerate() {
            let found = match self.named.iter().find(|(_, wanted)| *wanted == squeezed(name)) {
                Some((role, _)) => Some((*role, 0)),
                // What the user names he need not have guessed for him.
                None => role_of(name).filter(|(role, _)| !self.names(*role)),
            };
            let Some((role, rank)) = found else { continue };
            match best.iter_mut().find(|(known, ..)| *known == role) {
                Some(known) if known.2 > rank => *known = (role, column, rank),
                Some(_) => {}
                None => best.push((role, column, rank)),
            }
        }
        best.into_iter().map(|(role, column, _)| (role, column)).collect()
    }

    fn names(&self, role: Role) -> bool {
        // A column of text that is named leaves no question of turns either.
        let asked = if role == Role::Turns { Role::Text } else { role };
        self.named.iter().any(|(named, _)| *named == asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_under_their_usual_names() {
        for (name, role) in [
            ("Texte", Role::Text),
            ("call_transcript", Role::Text),
            ("Numéro de dossier", Role::Id),
            ("caseId", Role::Id),
            ("Created At", Role::HeardAt),
            ("Data/ora", Role::HeardAt),
            ("caller_number", Role::Caller),
            ("Langue", Role::Language),
        ] {
            let found = role_of(name).map(|(role, _)| role);
            assert_eq!(found, Some(role), "{name}");
        }
    }

    #[test]
    fn the_surer_name_wins_and_the_users_word_beats_both() {
        let names = || ["notes", "ref", "text", "id", "verbatim"].into_iter();
        assert_eq!(Wanted::default().assign(names()), [(Role::Text, 2), (Role::Id, 3)]);
        let columns = Columns { text: Some("Verbatim".into()), ..Columns::default() };
        assert_eq!(Wanted::new(&columns).assign(names()), [(Role::Id, 3), (Role::Text, 4)]);
    }
}
