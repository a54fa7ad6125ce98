//! JSON Lines: the situation first, then every fact on a line of its own, with its kind under `fact`.

use demarche_assess::situation::Situation;
use serde::Serialize;
use serde_json::{Value, json};

/// Writes every fact of a situation, in its order.
pub fn write(situation: &Situation) -> String {
    let mut text = String::new();
    let head = json!({ "schema": situation.schema, "between": situation.between, "as_of": situation.as_of });
    line(&mut text, "situation", &head);
    all(&mut text, "source", &situation.sources);
    all(&mut text, "actor", &situation.actors);
    all(&mut text, "channel", &situation.channels);
    all(&mut text, "position", &situation.positions);
    all(&mut text, "event", &situation.events);
    all(&mut text, "statement", &situation.statements);
    all(&mut text, "expectation", &situation.expectations);
    all(&mut text, "conflict", &situation.conflicts);
    all(&mut text, "stake", &situation.stakes);
    text
}

fn all(text: &mut String, kind: &str, facts: &[impl Serialize]) {
    for fact in facts {
        line(text, kind, fact);
    }
}

fn line(text: &mut String, kind: &str, fact: &impl Serialize) {
    // Plain data with string keys: writing it as JSON cannot fail.
    if let Ok(Value::Object(mut fact)) = serde_json::to_value(fact) {
        fact.insert("fact".to_owned(), json!(kind));
        text.push_str(&Value::Object(fact).to_string());
        text.push('\n');
    }
}
