//! Every verdict is what the schema in `data/` promises.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::Bench;

#[test]
fn every_example_is_valid_under_the_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let schema: Value = serde_json::from_str(&fs::read_to_string(root.join("verdict.schema.json")).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let bench = Bench::new();
    let examples = root.join("examples").display().to_string();
    let mut rows = bench.run(&["check", "--format", "jsonl", "--country", "FR", &examples], "").rows();
    assert!(rows.len() > 40);
    rows.extend(bench.run(&["score", "--exit-zero"], "{\"id\":1,\"text\":\"\"}\nnonsense\n{\"id\":\"x\",\"text\":\"hello yes\"}\n").rows());
    rows.extend(bench.run(&["history", "show", "--format", "jsonl", "1"], "").rows());
    let array: Value = serde_json::from_str(&bench.run(&["check", "--no-history", "--format", "json", &examples], "").stdout).unwrap();
    rows.extend(array.as_array().unwrap().iter().cloned());
    for row in rows {
        let errors: Vec<String> = validator.iter_errors(&row).map(|error| format!("{} at {}", error, error.instance_path())).collect();
        assert!(errors.is_empty(), "{}\n{row}", errors.join("\n"));
    }
    let mut broken = bench.run(&["score"], "{\"id\":1,\"text\":\"He wants gift cards as payment today.\"}\n").row();
    broken["risk"] = serde_json::json!(7);
    assert!(!validator.is_valid(&broken), "the schema can fail");
}
