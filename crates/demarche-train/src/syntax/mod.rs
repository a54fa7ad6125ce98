//! Fits and scores the syntax that demarche-read ships: segmentation, tags and trees, features and lemmas.

mod clauses;
mod company;
mod conllu;
mod examples;
mod inflections;
mod learner;
mod lemmas;
mod net;
mod network;
mod news;
mod random;
mod score;
mod segmenter;

use conllu::Treebank;
use demarche_read::fitting::segment::Segmenter;
use network::Plan;
use std::path::{Path, PathBuf};

/// Options of `fit syntax`.
#[derive(clap::Args)]
pub struct FitOptions {
    /// Folder that holds syntax/ with treebanks and news/ with reports
    #[arg(long)]
    corpora: PathBuf,
    /// Only this part: segment, inflect or parse
    #[arg(long)]
    only: Option<String>,
}

/// Options of `score syntax`.
#[derive(clap::Args)]
pub struct ScoreOptions {
    /// Folder that holds syntax/ with ewt-dev.conllu and gum-open-dev.conllu
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
    let path = corpora.join("syntax").join(name);
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
    if wanted("segment") {
        write_model("segment.weights", &segmenter::fit(&train))?;
    }
    if wanted("inflect") {
        write_model("inflect.weights", &inflections::fit(&train))?;
    }
    if wanted("parse") {
        let segmenter =
            Segmenter::load(read_model("segment.weights")?).map_err(|refusal| refusal.to_string())?;
        let news = news::sentences(&options.corpora.join("news"), &segmenter)?;
        eprintln!("  {} sentences of news", news.len());
        let watch = |bytes: &[u8]| {
            if let Err(error) = score::watch(bytes, &options.corpora) {
                eprintln!("  {error}");
            }
        };
        write_model("parse.weights", &network::fit(&train, &news, Plan::default(), watch))?;
    }
    Ok(())
}

/// Scores the weights of `models/` on the development parts.
pub fn score(options: &ScoreOptions) -> Result<(), String> {
    score::run(options)
}
