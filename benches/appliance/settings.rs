//! What was asked for: `cargo bench -- [webhooks] [direct] [search] [pages] [weight] [--rounds N] [--seconds S]
//! [--messages N] [--folder PATH]`.

use std::path::PathBuf;

/// Which server a child process of the measurement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Takes a post and does nothing with it, without anything of ours around it.
    Bare,
    /// The appliance, but that it does nothing with a post.
    Nothing,
    /// The appliance with a commit for every post.
    EachAlone,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bare, Self::Nothing, Self::EachAlone];

    /// Its name on the command line of the child.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Nothing => "nothing",
            Self::EachAlone => "each-alone",
        }
    }
}

/// Where a child finds its folder and listens.
pub struct Place {
    /// The data folder.
    pub folder: PathBuf,
    /// The port on 127.0.0.1.
    pub port: u16,
}

/// How to measure.
pub struct Settings {
    /// How often everything is measured; medians and ranges are shown.
    pub rounds: usize,
    /// How long each measurement takes.
    pub seconds: f64,
    /// Messages that are searched.
    pub messages: usize,
    /// The parts that were named; none: all.
    parts: Vec<String>,
}

/// Parent or child.
pub enum Mode {
    /// Be one of the servers.
    Serve(Kind, Place),
    /// Measure.
    Measure(Settings),
}

/// More posts a second than any two cores take.
const POSTS_PER_SECOND_MAX: f64 = 45_000.0;

impl Settings {
    /// Whether a part was asked for.
    pub fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|named| named == part)
    }

    /// How many different posts are needed at most for one measurement.
    pub fn posts(&self) -> usize {
        ((POSTS_PER_SECOND_MAX * self.seconds) as usize).max(crate::weight::MESSAGES)
    }
}

/// Reads the command line; cargo adds `--bench`.
pub fn read() -> Mode {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let mut settings = Settings { rounds: 3, seconds: 4.0, messages: 10_000_000, parts: Vec::new() };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().expect("a value after the option");
        match argument.as_str() {
            "--serve" => {
                let word = value();
                let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word).expect("a kind of server");
                let folder = PathBuf::from(value());
                let port = value().parse().expect("a port");
                return Mode::Serve(kind, Place { folder, port });
            }
            "--rounds" => settings.rounds = value().parse().expect("a number of rounds"),
            "--seconds" => settings.seconds = value().parse().expect("a number of seconds"),
            "--messages" => settings.messages = value().parse().expect("a number of messages"),
            "--folder" => crate::folder::PLACE.set(PathBuf::from(value())).expect("one folder"),
            part => settings.parts.push(part.to_owned()),
        }
    }
    Mode::Measure(settings)
}
