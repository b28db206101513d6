//! What the operator sees: log lines on stderr and the figures of `/metrics`.
//!
//! A figure is either counted here as it happens, or read when somebody asks (the outbox, the writer):
//! asking once a minute is cheaper than keeping a copy up to date. Labels are words of ours only, never
//! an address or a name, so that their number is bounded.

use std::sync::atomic::{AtomicU64, Ordering};

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tracing_subscriber::EnvFilter;

use crate::domain::time::Millis;
use crate::store::WriterStats;
use crate::store::attempt::AttemptOutcome;

/// What is logged unless the environment says otherwise.
pub const LOG_DEFAULT: &str = "info,actix_server=warn,tokio_cron_scheduler=warn";

/// Sends log lines to stderr. `filter` is in the syntax of `RUST_LOG`; an unreadable one becomes the default.
/// Does nothing when somebody (a test) has done it before.
pub fn log_to_stderr(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new(LOG_DEFAULT));
    let set = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .compact()
        .try_init();
    if let Err(error) = set {
        tracing::debug!(%error, "logging was set up before");
    }
}

/// Webhooks with the results that are worth an alarm, or its absence.
const EXPECTED: &[(&str, &str)] = &[
    ("inbound", "new"),
    ("inbound", "duplicate"),
    ("inbound", "bad_signature"),
    ("fallback", "new"),
    ("status", "moved"),
    ("status", "bad_signature"),
];

type Labels = Vec<(&'static str, &'static str)>;

/// What is counted.
pub struct Metrics {
    registry: Registry,
    webhooks: Family<Labels, Counter>,
    attempts: Family<Labels, Counter>,
    runs: Family<Labels, Counter>,
    webhook_calls: Family<Labels, Counter>,
    scans: Family<Labels, Counter>,
    held: Gauge,
    scanner_away: Gauge<f64, AtomicU64>,
    deliveries: Gauge,
    live: Gauge,
    outbox: Gauge,
    outbox_age: Gauge<f64, AtomicU64>,
    commits: Counter,
    jobs: Counter,
    commit_seconds: Counter<f64, AtomicU64>,
    lost: Counter,
}

/// What waits to leave when somebody asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxFigures {
    /// Messages in it.
    pub depth: i64,
    /// How long the oldest has been there.
    pub oldest: Option<Millis>,
    /// Events that programs are still to be told.
    pub deliveries: i64,
    /// Files that wait for the virus scanner.
    pub held: i64,
    /// How long that has been away.
    pub scanner_away: Option<Millis>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("angelia"),
            webhooks: Family::default(),
            attempts: Family::default(),
            runs: Family::default(),
            webhook_calls: Family::default(),
            scans: Family::default(),
            held: Gauge::default(),
            scanner_away: Gauge::default(),
            deliveries: Gauge::default(),
            live: Gauge::default(),
            outbox: Gauge::default(),
            outbox_age: Gauge::default(),
            commits: Counter::default(),
            jobs: Counter::default(),
            commit_seconds: Counter::default(),
            lost: Counter::default(),
        };
        metrics.register();
        // From zero on: a figure that is not there cannot be watched.
        for (hook, result) in EXPECTED {
            drop(metrics.webhooks.get_or_create(&vec![("hook", *hook), ("result", *result)]));
        }
        for outcome in AttemptOutcome::ALL {
            drop(metrics.attempts.get_or_create(&vec![("outcome", outcome.word())]));
        }
        for outcome in ["delivered", "retried", "failed"] {
            drop(metrics.webhook_calls.get_or_create(&vec![("outcome", outcome)]));
        }
        for outcome in ["clean", "infected", "too_large", "failed"] {
            drop(metrics.scans.get_or_create(&vec![("outcome", outcome)]));
        }
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("webhooks", "Posts of the provider, by hook and result", self.webhooks.clone());
        registry.register("send_attempts", "Messages handed over, by outcome", self.attempts.clone());
        registry.register("scheduler_runs", "Runs of the scheduler, by job and outcome", self.runs.clone());
        registry.register("outgoing_webhook_calls", "Calls of programs, by outcome", self.webhook_calls.clone());
        let help = "Events that programs are still to be told";
        registry.register("outgoing_webhook_deliveries", help, self.deliveries.clone());
        registry.register("file_scans", "Files looked through for viruses, by outcome", self.scans.clone());
        registry.register("files_held", "Files that wait for the virus scanner", self.held.clone());
        let help = "How long the virus scanner has been away; 0 while it is there, or none is set";
        registry.register("scanner_away_seconds", help, self.scanner_away.clone());
        registry.register("live_connections", "Browsers that listen to live events", self.live.clone());
        registry.register("outbox_messages", "Messages that wait to be sent", self.outbox.clone());
        let help = "How long the oldest of them has waited";
        registry.register("outbox_oldest_seconds", help, self.outbox_age.clone());
        registry.register("commits", "Transactions committed", self.commits.clone());
        registry.register("commit_jobs", "Jobs in them; by commits it is the size of a batch", self.jobs.clone());
        let help = "Time from begin to commit; by commits it is the time of one";
        registry.register("commit_seconds", help, self.commit_seconds.clone());
        registry.register("commits_lost", "Transactions that could not be committed", self.lost.clone());
    }

    /// A post of the provider was answered. `hook` is `inbound`, `status` or `fallback`.
    pub fn webhook(&self, hook: &'static str, result: &'static str) {
        self.webhooks.get_or_create(&vec![("hook", hook), ("result", result)]).inc();
    }

    /// A message was handed over, or not; `outcome` as in the table `attempt`.
    pub fn attempt(&self, outcome: &'static str) {
        self.attempts.get_or_create(&vec![("outcome", outcome)]).inc();
    }

    /// A program was told something; `outcome` is `delivered`, `retried` or `failed`.
    pub fn webhook_call(&self, outcome: &'static str) {
        self.webhook_calls.get_or_create(&vec![("outcome", outcome)]).inc();
    }

    /// A file was looked through; `outcome` is `clean`, `infected`, `too_large` or `failed`.
    pub fn scan(&self, outcome: &'static str) {
        self.scans.get_or_create(&vec![("outcome", outcome)]).inc();
    }

    /// A scheduled job ended; `outcome` is `fine` or `failed`.
    pub fn run(&self, job: &'static str, outcome: &'static str) {
        self.runs.get_or_create(&vec![("job", job), ("outcome", outcome)]).inc();
    }

    /// Everything as text, in the format of Prometheus. What is not counted here is handed in: the outbox,
    /// the browsers that listen, the writer.
    #[must_use]
    pub fn render(&self, outbox: OutboxFigures, live: u64, writer: &WriterStats) -> String {
        self.live.set(i64::try_from(live).unwrap_or(i64::MAX));
        self.outbox.set(outbox.depth);
        self.deliveries.set(outbox.deliveries);
        self.held.set(outbox.held);
        self.scanner_away.set(seconds(outbox.scanner_away.unwrap_or(Millis::ZERO).to_std()));
        self.outbox_age.set(seconds(outbox.oldest.unwrap_or(Millis::ZERO).to_std()));
        self.commits.inner().store(writer.commits.load(Ordering::Relaxed), Ordering::Relaxed);
        self.jobs.inner().store(writer.jobs.load(Ordering::Relaxed), Ordering::Relaxed);
        self.lost.inner().store(writer.failures.load(Ordering::Relaxed), Ordering::Relaxed);
        let busy = std::time::Duration::from_micros(writer.busy_us.load(Ordering::Relaxed));
        self.commit_seconds.inner().store(seconds(busy).to_bits(), Ordering::Relaxed);
        let mut text = String::new();
        match encode(&mut text, &self.registry) {
            Ok(()) => classic(&text),
            Err(error) => {
                tracing::error!(%error, "the metrics could not be written");
                String::new()
            }
        }
    }
}

/// The library writes OpenMetrics, where a counter is declared without the `_total` that its samples have.
/// Prometheus' own text format, which every scraper reads, declares it by the name of its samples.
fn classic(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines().filter(|line| *line != "# EOF") {
        if let Some(name) = line.strip_prefix("# TYPE ").and_then(|rest| rest.strip_suffix(" counter")) {
            let bare = format!("# HELP {name} ");
            let help = lines.pop().map(|help: String| help.replacen(&bare, &format!("# HELP {name}_total "), 1));
            lines.extend(help);
            lines.push(format!("# TYPE {name}_total counter"));
        } else {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n") + "\n"
}

fn seconds(duration: std::time::Duration) -> f64 {
    duration.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renders_what_was_counted() {
        let metrics = Metrics::default();
        metrics.webhook("inbound", "accepted");
        metrics.webhook("inbound", "accepted");
        metrics.attempt("unknown");
        metrics.run("reconcile", "fine");
        let writer = WriterStats::default();
        writer.commits.store(3, Ordering::Relaxed);
        writer.busy_us.store(1_500_000, Ordering::Relaxed);
        metrics.scan("infected");
        let waiting = OutboxFigures {
            depth: 7,
            oldest: Some(Millis(2_500)),
            deliveries: 4,
            held: 3,
            scanner_away: Some(Millis(1_500)),
        };
        let text = metrics.render(waiting, 1, &writer);
        for line in [
            "angelia_webhooks_total{hook=\"inbound\",result=\"accepted\"} 2",
            "angelia_send_attempts_total{outcome=\"unknown\"} 1",
            "angelia_scheduler_runs_total{job=\"reconcile\",outcome=\"fine\"} 1",
            "angelia_live_connections 1",
            "angelia_outgoing_webhook_calls_total{outcome=\"retried\"} 0",
            "angelia_outgoing_webhook_deliveries 4",
            "angelia_file_scans_total{outcome=\"infected\"} 1",
            "angelia_files_held 3",
            "angelia_scanner_away_seconds 1.5",
            "angelia_outbox_messages 7",
            "angelia_outbox_oldest_seconds 2.5",
            "angelia_commits_total 3",
            "angelia_commit_seconds_total 1.5",
            "# TYPE angelia_webhooks_total counter",
            "# HELP angelia_webhooks_total Posts of the provider, by hook and result.",
            "# TYPE angelia_outbox_messages gauge",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is missing in\n{text}");
        }
        assert!(text.ends_with('\n') && !text.contains("# EOF"), "{text}");
    }
}
