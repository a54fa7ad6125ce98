//! Finds who is spoken of, and leads later mentions to the one actor.
//!
//! Needs: trees. Adds: actors, mentions, the confronting parties.

mod body;
mod cast;
mod fold;
mod person;
mod phrase;
mod refer;
mod role;
mod run;
mod scene;
mod settle;
mod sides;
mod spot;
mod tables;
#[cfg(test)]
mod tests;
mod trail;
mod trie;

use crate::reading::Reading;
pub(crate) use fold::slug;
use scene::Scene;
use tables::Tables;

/// Finds who is spoken of, and leads later mentions to the one actor.
pub struct Names {
    tables: Tables,
}

impl Names {
    /// Parses the stage's tables.
    pub fn new() -> Names {
        Names { tables: Tables::new() }
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let spots = spot::find(reading, &self.tables);
        let runs = run::find(reading, &self.tables, &spots);
        let sides = sides::find(reading, &self.tables, &spots);
        let mut scene = Scene::new(reading, &self.tables, &spots, &runs, sides);
        scene.walk();
        let Scene { mut cast, sides, day, .. } = scene;
        let parties: Vec<_> = sides
            .iter()
            .map(|side| match self.tables.body_by_id.get(side.as_str()) {
                Some(row) => cast.body(&self.tables, *row),
                None => cast.state(&self.tables, side),
            })
            .collect();
        settle::settle(&mut cast, &self.tables, day.as_deref());
        reading.actors = cast.actors;
        reading.mentions = cast.mentions;
        reading.parties = parties;
    }
}
