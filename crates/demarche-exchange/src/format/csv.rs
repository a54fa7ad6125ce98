//! CSV (RFC 4180) of one table of facts: a header, lines ended by CRLF, quotes where a value needs them.

use crate::facts::{Table, Value};

/// Writes a table.
pub fn write(table: &Table) -> String {
    let mut text = String::new();
    let heads: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    text.push_str(&heads.join(","));
    text.push_str("\r\n");
    for row in &table.rows {
        for (index, value) in row.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            match value {
                Value::None => {}
                Value::Text(value) => quote(&mut text, value),
                Value::Day(day) => text.push_str(&day.to_string()),
                Value::Count(count) => text.push_str(&count.to_string()),
                Value::Flag(flag) => text.push_str(if *flag { "true" } else { "false" }),
            }
        }
        text.push_str("\r\n");
    }
    text
}

fn quote(text: &mut String, value: &str) {
    // An empty text is quoted, so that it is not taken for nothing.
    if value.is_empty() || value.contains([',', '"', '\n', '\r']) || value.trim() != value {
        text.push('"');
        text.push_str(&value.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(value);
    }
}
