//! What stands around the words: where a denial ends, and questions that are answered with no.

use crate::support::Bench;

/// Whether a rule is heard in a text.
fn hears(rule: &str, text: &str) -> bool {
    let row = Bench::new().run(&["check", "--no-history", "--format", "jsonl"], text).row();
    row["flags"].as_array().unwrap().iter().any(|flag| flag == rule)
}

const CODE: &str = "demand/asks-one-time-code";

#[test]
fn a_denial_ends_where_the_demand_is_set_against_it() {
    let pairs = [
        (
            "We do not need your password but read me the code you just received.",
            "We do not need your password nor the code you just received.",
        ),
        (
            "Je ne vous demande pas votre carte mais le code reçu par SMS, dictez-le-moi.",
            "Je ne vous demande pas votre carte ni le code reçu par SMS.",
        ),
        (
            "Non le chiedo la password ma il codice che ha appena ricevuto, me lo legga.",
            "Non le chiedo la password né il codice che ha appena ricevuto.",
        ),
        (
            "Ich brauche nicht Ihre Karte, sondern nur die TAN, die Sie gerade bekommen haben.",
            "Ich brauche weder Ihre Karte noch die TAN, die Sie gerade bekommen haben.",
        ),
        (
            "No le pido la tarjeta sino el código que le acaba de llegar, dígamelo.",
            "No le pido la tarjeta ni el código que le acaba de llegar.",
        ),
    ];
    for (demanded, denied) in pairs {
        assert!(hears(CODE, demanded), "{demanded}");
        assert!(!hears(CODE, denied), "{denied}");
    }
}

#[test]
fn what_is_asked_for_and_answered_with_no_has_not_happened() {
    let (tool, safe) = ("demand/named-remote-tool", "money/safe-account");
    let asked = [
        (tool, "Did the caller ask you to install AnyDesk?", "No.", "Yes, he did."),
        (
            safe,
            "Quelqu'un vous a-t-il demandé un virement vers un compte sécurisé ?",
            "Non, personne.",
            "Oui, un conseiller.",
        ),
        (safe, "Le hanno chiesto un bonifico su un conto sicuro?", "No, nessuno.", "Sì, un signore della banca."),
        (
            safe,
            "Hat Sie jemand gebeten, Geld auf ein sicheres Konto zu überweisen?",
            "Nein.",
            "Ja, ein Herr von der Bank.",
        ),
        (safe, "¿Le pidieron una transferencia a una cuenta segura?", "No, nadie.", "Sí, un señor del banco."),
    ];
    for (rule, question, no, yes) in asked {
        for text in [format!("{question} {no}"), format!("Bank: {question}\nMe: {no}")] {
            assert!(!hears(rule, &text), "{text}");
        }
        for text in [format!("{question} {yes}"), format!("Bank: {question}\nMe: {yes}")] {
            assert!(hears(rule, &text), "{text}");
        }
    }
}

#[test]
fn what_is_demanded_live_and_refused_was_demanded() {
    assert!(hears(CODE, "Caller: Can you read me the code you just received?\nMe: No."));
}
