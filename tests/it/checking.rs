//! One text, explained.

use serde_json::Value;

use crate::support::Bench;

const SCAM: &str = "A man rang out of the blue and said he was from Microsoft. He told me my computer was infected \
                    and wanted me to install AnyDesk so that he could take control of it.";

#[test]
fn piped_text_is_screened_and_the_status_says_that_something_was_found() {
    let run = Bench::new().run(&["check"], SCAM);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.contains("SCAM"), "{}", run.stdout);
    assert!(run.stdout.contains("DO THIS"), "{}", run.stdout);
    assert!(run.stdout.contains("AnyDesk"), "the quote is shown: {}", run.stdout);
    let level = run.stdout.find("SCAM").unwrap();
    let advice = run.stdout.find("Hang up").unwrap();
    let reasons = run.stdout.find("WHY").unwrap();
    assert!(level < advice && advice < reasons, "level, then what to do, then why");
}

#[test]
fn the_points_shown_add_up_to_the_sum_shown() {
    let row = Bench::new().run(&["check", "--format", "jsonl"], SCAM).row();
    let sum: i64 = row["reasons"].as_array().unwrap().iter().map(|reason| reason["points"].as_i64().unwrap()).sum();
    assert_eq!(row["points"].as_i64().unwrap(), sum);
    let risk = 1.0 / (1.0 + 10f64.powf(-f64::from(i32::try_from(sum).unwrap() - 15) / 10.0));
    assert!((row["risk"].as_f64().unwrap() - risk).abs() < 1e-4);
    assert_eq!(row["prior"], -15);
}

#[test]
fn what_many_signs_say_more_than_once_is_taken_off_in_a_line_of_its_own() {
    let bench = Bench::new();
    let own = bench.path("own").display().to_string();
    let judged = |percent: u8| {
        bench.write("own/policy.toml", format!("[overlap]\nfrom = 10\npercent = {percent}\n"));
        let row = bench.run(&["check", "--no-history", "--format", "jsonl", "--rules", &own], SCAM).row();
        let points = |reason: &Value| reason["points"].as_i64().unwrap();
        let reasons = row["reasons"].as_array().unwrap();
        let is_sign = |reason: &&Value| {
            let family = reason["id"].as_str().unwrap().split('/').next().unwrap();
            !["manner", "policy", "reassures"].contains(&family)
        };
        let signs: i64 = reasons.iter().filter(is_sign).map(points).sum();
        let overlap = reasons.iter().find(|reason| reason["id"] == "policy/overlap").map(points);
        (signs, overlap)
    };
    let (signs, overlap) = judged(30);
    assert!(signs > 20, "{signs}");
    assert_eq!(overlap, Some((signs - 10) * 30 / 100 + 10 - signs));
    assert_eq!(judged(100), (signs, None));
}

#[test]
fn an_overlap_that_is_no_share_is_refused_with_its_place() {
    let bench = Bench::new();
    bench.write("own/policy.toml", "[overlap]\nfrom = 10\npercent = 101\n");
    let own = bench.path("own").display().to_string();
    let run = bench.run(&["check", "--no-history", "--rules", &own], SCAM);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("policy.toml") && run.stderr.contains("percent = 101"), "{}", run.stderr);
}

#[test]
fn empty_input_is_an_error_and_no_verdict() {
    for text in ["", "  \n\t \n", "--- ... !!!"] {
        let run = Bench::new().run(&["check"], text);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("no speech found"), "{}", run.stderr);
        assert!(run.stdout.is_empty(), "{}", run.stdout);
    }
}

#[test]
fn too_little_text_is_not_enough_and_never_called_safe() {
    let run = Bench::new().run(&["check", "--format", "jsonl"], "hello yes");
    assert_eq!(run.row()["level"], "not_enough");
    assert!(run.row()["risk"].is_null());
}

#[test]
fn a_language_that_is_not_covered_is_not_enough_with_that_reason() {
    let polish = "Dzień dobry, dzwonię z banku w sprawie podejrzanej transakcji na pana koncie. Proszę podać numer \
                  karty oraz kod, który właśnie przyszedł na telefon, żebyśmy mogli zablokować przelew.";
    let row = Bench::new().run(&["check", "--format", "jsonl"], polish).row();
    assert_eq!(row["level"], "not_enough");
    assert!(row["remark"].as_str().unwrap().contains("language"));
}

#[test]
fn a_quotation_in_another_language_is_heard() {
    let text = "Une dame m'a appelé, elle disait être de Microsoft. Elle parlait anglais : \"your computer is infected, you \
                must install AnyDesk right now\". J'ai refusé et raccroché.";
    let row = Bench::new().run(&["check", "--format", "jsonl"], text).row();
    assert_eq!(row["language"], "fr");
    assert!(row["flags"].as_array().unwrap().iter().any(|flag| flag == "demand/named-remote-tool"), "{row}");
}

#[test]
fn a_note_of_a_few_words_is_heard_though_one_of_them_is_also_of_another_language() {
    for text in ["AnyDesk instalado, la clienta asustada.", "Transferencia retenida, avisada la hija."] {
        let row = Bench::new().run(&["check", "--no-history", "--format", "jsonl"], text).row();
        assert!(!row["flags"].as_array().unwrap().is_empty(), "{row}");
    }
}

#[test]
fn a_refused_demand_stays_a_demand_and_is_no_outcome() {
    let text = "A caller from my bank's fraud team wanted my card number and the security code on the back. I refused \
                and did not give him anything.";
    let row = Bench::new().run(&["check", "--format", "jsonl"], text).row();
    let has = |list: &str, id: &str| row[list].as_array().unwrap().iter().any(|flag| flag == id);
    assert!(has("flags", "demand/asks-card-details"), "{row}");
    assert!(!has("outcomes", "outcome/data-given"), "{row}");
}

#[test]
fn an_accent_is_shown_as_ignored_on_purpose() {
    let text = format!("{SCAM} He had an Indian accent.");
    let bench = Bench::new();
    let with = bench.run(&["check", "--format", "jsonl"], &text).row();
    let without = bench.run(&["check", "--format", "jsonl"], SCAM).row();
    assert_eq!(with["points"], without["points"]);
    assert!(with["refused"].as_array().unwrap().iter().any(|refused| refused["id"] == "ignored/accent"), "{with}");
}

#[test]
fn policy_sentences_are_inert() {
    let text = "Our support never makes unsolicited calls. We will never ask you for your password, for gift cards or \
                for remote access to your computer.";
    let row = Bench::new().run(&["check", "--format", "jsonl"], text).row();
    assert!(row["flags"].as_array().unwrap().is_empty(), "{row}");
}

#[test]
fn an_appointment_the_caller_made_is_refused_as_reassurance() {
    let text = "Caller: This is the call you booked with us in the support portal.\n\
                Me: I booked nothing.\n\
                Caller: Never mind, I will call you back on Saturday when you are at your laptop.\n\
                Me: It was the call-back I had booked in their support portal, he said.";
    let row = Bench::new().run(&["check", "--format", "jsonl"], text).row();
    let counted =
        row["reasons"].as_array().unwrap().iter().any(|reason| reason["id"] == "reassures/customer-scheduled-callback");
    assert!(!counted, "{row}");
}

#[test]
fn what_the_user_knows_beside_the_text_counts() {
    let bench = Bench::new();
    let text = "He said there was a problem with my antivirus program and that he had to look into it with me today.";
    let plain = bench.run(&["check", "--format", "jsonl", "--no-history"], text).row();
    let known = bench
        .run(
            &["check", "--format", "jsonl", "--no-history", "--company", "Trend Micro", "--caller", "+1 403 555 0142"],
            text,
        )
        .row();
    assert!(plain["company"].is_null());
    assert_eq!(known["company"], "Trend Micro");
    let phones = known["indicators"].as_array().unwrap();
    assert!(phones.iter().any(|indicator| indicator["value"] == "+14035550142"), "{known}");
}

#[test]
fn fail_on_decides_the_status() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["check", "--fail-on", "never"], SCAM).code, 0);
    assert_eq!(bench.run(&["check", "--fail-on", "not_enough"], SCAM).code, 0);
    assert_eq!(bench.run(&["check", "--fail-on", "not_enough"], "hello yes").code, 1);
    assert_eq!(bench.run(&["check", "--fail-on", "weak"], SCAM).code, 2);
    assert_eq!(bench.run(&["check", "--exit-zero"], SCAM).code, 0);
}

#[test]
fn the_output_speaks_the_users_language() {
    let bench = Bench::new();
    for (lang, words) in [("fr", "À FAIRE"), ("it", "CHE COSA FARE"), ("de", "WAS ZU TUN IST"), ("es", "QUÉ HACER")] {
        let run = bench.run(&["check", "--no-history", "--lang", lang], SCAM);
        assert!(run.stdout.contains(words), "{}", run.stdout);
    }
    let mut command = bench.command(&["check", "--no-history"]);
    command.env("LANG", "fr_CA.UTF-8");
    let run = crate::support::run(command, SCAM.as_bytes());
    assert!(run.stdout.contains("À FAIRE"), "the locale decides: {}", run.stdout);
    assert!(run.stdout.contains("antifraudcentre.ca"), "and the country of the locale: {}", run.stdout);
}
