//! Fits and scores the syntax that demarche-read ships: word classes, segmentation, tags, trees.

mod classes;
mod conllu;
mod learner;
mod lemmas;
mod parser;
mod random;
mod score;
mod segmenter;
mod tagger;

use conllu::Treebank;
use std::path::{Path, PathBuf};

/// Options of `fit syntax`.
#[derive(clap::Args)]
pub struct FitOptions {
    /// Folder that holds ewt-train.conllu and gum-open-train.conllu
    #[arg(long)]
    corpora: PathBuf,
    /// Folder of public-domain reports, for word classes
    #[arg(long)]
    news: Option<PathBuf>,
    /// Only this part: classes, segment, tag, cross or parse
    #[arg(long)]
    only: Option<String>,
}

/// Options of `score syntax`.
#[derive(clap::Args)]
pub struct ScoreOptions {
    /// Folder that holds ewt-dev.conllu and gum-open-dev.conllu
    #[arg(long)]
    corpora: PathBuf,
    /// Compare with the committed table instead of writing it
    #[arg(long)]
    check: bool,
    /// Where score tables live
    #[arg(long, default_value = "scores")]
    scores: PathBuf,
}

fn treebank(corpora: &Path, name: &str) -> Result<Treebank, String> {
    let path = corpora.join(name);
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Treebank::parse(&text))
}

/// Where weights are written and read.
fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../demarche-read/models")
}

fn read_model(name: &str) -> Result<&'static [u8], String> {
    let path = models().join(name);
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(bytes.leak())
}

fn write_model(name: &str, bytes: &[u8]) -> Result<(), String> {
    let path = models().join(name);
    std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    eprintln!("{name}: {} bytes", bytes.len());
    Ok(())
}

/// Fits all weights, or one part of them, and writes them to `models/`.
pub fn fit(options: &FitOptions) -> Result<(), String> {
    let mut train = treebank(&options.corpora, "ewt-train.conllu")?;
    train.sentences.extend(treebank(&options.corpora, "gum-open-train.conllu")?.sentences);
    let wanted = |part: &str| options.only.as_deref().is_none_or(|only| only == part);
    if wanted("classes") {
        let news = match &options.news {
            Some(folder) => classes::texts(folder)?,
            None => Vec::new(),
        };
        write_model("classes.weights", &classes::fit(&train, &news))?;
    }
    if wanted("segment") {
        write_model("segment.weights", &segmenter::fit(&train))?;
    }
    let classes = demarche_read::fitting::weights::Classes::load(read_model("classes.weights")?)
        .map_err(|refusal| format!("classes.weights: {refusal}"))?;
    if wanted("tag") {
        write_model("tag.weights", &tagger::fit(&train, classes))?;
    }
    if wanted("cross") {
        tagger::cross_tag(&train, classes)?;
    }
    if wanted("parse") {
        write_model("parse.weights", &parser::fit(&train, classes)?)?;
    }
    Ok(())
}

/// Scores the weights of `models/` on the development parts.
pub fn score(options: &ScoreOptions) -> Result<(), String> {
    score::run(options)
}
