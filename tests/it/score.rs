//! The filter.

use crate::support::Bench;

const ROWS: &str = "{\"id\":\"a\",\"text\":\"He wanted me to pay the fine with gift cards today.\",\"desk\":7}\n\
                    not json\n\
                    {\"id\":\"c\",\"turns\":[{\"speaker\":\"Caller\",\"text\":\"Read me the code we just sent to your phone.\"},{\"speaker\":\"Me\",\"text\":\"No.\"}]}\n\
                    {\"id\":\"d\"}\n\
                    {\"id\":\"e\",\"text\":\"\"}\n";

#[test]
fn one_line_in_is_one_line_out_in_the_same_order() {
    let run = Bench::new().run(&["score"], ROWS);
    let rows = run.rows();
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[0]["id"], "a");
    assert_eq!(rows[0]["status"], "ok");
    assert_eq!(rows[1]["status"], "error");
    assert_eq!(rows[2]["id"], "c");
    assert_eq!(rows[3]["id"], "d");
    assert_eq!(rows[3]["error"]["code"], "bad-row");
    assert_eq!(rows[4]["error"]["code"], "no-speech");
    assert_eq!(run.code, 2, "part of it failed");
    assert_eq!(Bench::new().run(&["score", "--exit-zero"], ROWS).code, 0);
}

#[test]
fn fields_are_passed_through_or_chosen() {
    let bench = Bench::new();
    let row = &bench.run(&["score", "--pass-through"], ROWS).rows()[0];
    assert_eq!(row["desk"], 7);
    assert!(row.get("text").is_none(), "the call itself is not passed through: {row}");
    let row = &bench.run(&["score", "--fields", "level,id"], ROWS).rows()[0];
    assert_eq!(row.as_object().unwrap().keys().collect::<Vec<_>>(), ["level", "id"]);
}

#[test]
fn it_needs_no_home_no_locale_and_no_history() {
    let bench = Bench::new();
    let mut command = bench.command(&["score"]);
    command.env_clear();
    let run = crate::support::run(command, ROWS.as_bytes());
    assert_eq!(run.rows().len(), 5);
    assert!(!bench.history().exists());
}

#[test]
fn the_scores_of_the_parts_are_the_score_of_the_whole_byte_for_byte() {
    let bench = Bench::new();
    let texts = [
        "He wanted me to pay the fine with gift cards today.",
        "Bonjour, je vous appelle du service fraude de votre banque, donnez-moi le code reçu par SMS.",
        "Thank you for calling, how can I help you? I would like to change my address please.",
        "La chiamo dalla sua banca, deve spostare i soldi su un conto sicuro.",
    ];
    let line = |n: usize| serde_json::json!({ "id": format!("r{n}"), "text": texts[n % texts.len()] }).to_string() + "\n";
    let lines: Vec<String> = (0..200).map(line).collect();
    let whole = bench.run(&["score", "--fields", "id,level,risk,flags,reasons"], lines.concat()).stdout;
    for cut in [1, 57, 128, 199] {
        let (first, second) = lines.split_at(cut);
        let first = bench.run(&["score", "--fields", "id,level,risk,flags,reasons"], first.concat()).stdout;
        let second = bench.run(&["score", "--fields", "id,level,risk,flags,reasons"], second.concat()).stdout;
        assert_eq!(first + &second, whole);
    }
    let parallel = bench.run(&["score", "--jobs", "8", "--fields", "id,level,risk,flags,reasons"], lines.concat()).stdout;
    assert_eq!(parallel, whole);
}

#[test]
fn csv_is_read_by_the_names_of_its_columns() {
    let bench = Bench::new();
    let csv = "numero;texte\n7;\"Il voulait que je paie avec des cartes cadeaux ; je devais lui lire les codes.\"\n";
    let row = bench.run(&["score"], csv).row();
    assert_eq!(row["id"], "7");
    assert_eq!(row["language"], "fr");
    let odd = "nr,blurb\n9,He wanted me to pay the fine with gift cards today.\n";
    let row = bench.run(&["score", "--text-column", "blurb", "--id-column", "nr"], odd).row();
    assert_eq!(row["id"], "9");
}
