//! The network of deep features on the command line: its weights are part of the program.

use std::path::{Path, PathBuf};

use discern::case;
use discern::case::{Deep, DeepOptions, DeepRecord, DeepWeights, Lesion};
use discern::error::{Error, ErrorKind, Result};
use discern::monitor::Monitor;
use discern::numeric::hash::sha256;

use super::call::Call;
use super::files;

/// The weights file of this release.
const WEIGHTS: &[u8] = include_bytes!("../../models/efficientnet-lite0.bin");

/// Arguments of subcommands that may compute deep features.
#[derive(clap::Args)]
pub struct DeepArguments {
    /// Deep features as well, cnn_0000 and so on: of a network pretrained on photographs.
    #[arg(long)]
    deep: bool,
    /// Settings of the deep features (JSON); the usual ones when left out.
    #[arg(long, value_name = "FILE.json", requires = "deep")]
    deep_params: Option<PathBuf>,
    /// Weights of the network; those of this release when left out.
    #[arg(long, value_name = "FILE.bin", requires = "deep")]
    weights: Option<PathBuf>,
}

/// A network, and the settings by which a scan becomes its input.
pub struct Network {
    weights: DeepWeights,
    options: DeepOptions,
}

impl DeepArguments {
    /// Adds its files to a call.
    pub fn inputs(&self, call: Call) -> Call {
        call.input(&self.deep_params).input(&self.weights)
    }

    /// The network, if it was asked for.
    pub fn network(&self) -> Result<Option<Network>> {
        if !self.deep {
            return Ok(None);
        }
        let options = self.deep_params.as_deref().map(read_options).transpose()?.unwrap_or_default();
        Network::open(self.weights.as_deref(), options).map(Some)
    }
}

impl Network {
    /// The weights of a file, or of this release; settings within bounds.
    pub fn open(weights: Option<&Path>, options: DeepOptions) -> Result<Self> {
        if let Some(problem) = options.check().into_iter().next() {
            return Err(problem);
        }
        let weights = match weights {
            None => DeepWeights::load(WEIGHTS)?,
            Some(path) => DeepWeights::load(&files::read(path)?)
                .map_err(|error| error.at(path.display().to_string()))?,
        };
        Ok(Self { weights, options })
    }

    /// The network that a model needs.
    pub fn of_model(weights: Option<&Path>, record: &DeepRecord) -> Result<Self> {
        let network = Self::open(weights, record.options.clone())?;
        record.check_weights(&network.weights)?;
        Ok(network)
    }

    /// The record that is kept beside the features.
    pub fn record(&self) -> DeepRecord {
        DeepRecord::of(&self.weights, &self.options)
    }

    /// A key that changes with the weights and the settings.
    pub fn key(&self) -> String {
        sha256(format!("{} {}", self.weights.sha256, self.options.hash()).as_bytes())
    }

    /// Deep features of a lesion.
    pub fn features(&self, lesion: Lesion, monitor: &dyn Monitor) -> Result<Deep> {
        case::deep(lesion, &self.options, &self.weights, monitor)
    }
}

fn read_options(path: &Path) -> Result<DeepOptions> {
    serde_json::from_str(&files::read_text(path)?).map_err(|cause| {
        Error::new(ErrorKind::Settings, "settings of deep features", "JSON of them", cause.to_string())
            .at(path.display().to_string())
    })
}
