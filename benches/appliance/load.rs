//! Many connections that post one request after the other and wait for each answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::posts::Turn;

/// Threads that make the load; the connections are shared out among them.
const THREADS: usize = 2;

/// What a load gave.
pub struct Outcome {
    /// From the first request to the last answer.
    pub took: Duration,
    /// How long each answer of 200 took, sorted.
    pub times: Vec<Duration>,
    /// Answers other than 200, and connections that broke.
    pub failures: u64,
}

impl Outcome {
    /// The time that `share` of all answers did not exceed, in milliseconds.
    pub fn within(&self, share: f64) -> f64 {
        let last = self.times.len().saturating_sub(1);
        let place = ((self.times.len() as f64 * share) as usize).min(last);
        self.times.get(place).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
    }
}

/// Posts over `connections` for `seconds`, or until there are no more requests.
pub fn run(port: u16, connections: usize, seconds: f64, turn: &Turn<'_>) -> Outcome {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let start = Instant::now();
    let end = start + Duration::from_secs_f64(seconds);
    let threads = THREADS.min(connections);
    let mut outcome = Outcome { took: Duration::ZERO, times: Vec::new(), failures: 0 };
    std::thread::scope(|scope| {
        let part = |thread: usize| connections / threads + usize::from(thread < connections % threads);
        let made: Vec<_> =
            (0..threads).map(|thread| scope.spawn(move || one_thread(address, part(thread), end, turn))).collect();
        for thread in made {
            let (times, failures) = thread.join().expect("a thread of the load");
            outcome.times.extend(times);
            outcome.failures += failures;
        }
    });
    outcome.took = start.elapsed();
    outcome.times.sort_unstable();
    outcome
}

fn one_thread(address: SocketAddr, connections: usize, end: Instant, turn: &Turn<'_>) -> (Vec<Duration>, u64) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let all = (0..connections).map(|_| one_connection(address, end, turn));
        let (mut times, mut failures) = (Vec::new(), 0);
        for (more, failed) in futures_util::future::join_all(all).await {
            times.extend(more);
            failures += failed;
        }
        (times, failures)
    })
}

async fn one_connection(address: SocketAddr, end: Instant, turn: &Turn<'_>) -> (Vec<Duration>, u64) {
    let mut times = Vec::new();
    let Ok(mut stream) = TcpStream::connect(address).await else { return (times, 1) };
    stream.set_nodelay(true).expect("a socket option");
    let mut buffer = vec![0; 4_096];
    let mut failures = 0;
    while Instant::now() < end
        && let Some(request) = turn.next()
    {
        let start = Instant::now();
        match exchange(&mut stream, request, &mut buffer).await {
            Some(200) => times.push(start.elapsed()),
            Some(_) => failures += 1,
            None => return (times, failures + 1),
        }
    }
    (times, failures)
}

/// One request and its whole answer; the status, unless the connection broke.
async fn exchange(stream: &mut TcpStream, request: &[u8], buffer: &mut [u8]) -> Option<u16> {
    stream.write_all(request).await.ok()?;
    let mut filled = 0;
    loop {
        let read = stream.read(buffer.get_mut(filled..)?).await.ok().filter(|read| *read > 0)?;
        filled += read;
        let answer = buffer.get(..filled)?;
        if let Some(status) = whole(answer) {
            return Some(status);
        }
    }
}

/// The status of an answer that is complete.
fn whole(answer: &[u8]) -> Option<u16> {
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&answer[..head]).ok()?;
    let mut length = 0;
    for line in text.lines().skip(1) {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok()?;
        }
    }
    (answer.len() >= head + 4 + length).then(|| text.get(9..12)?.parse().ok())?
}

/// Threads of callers without HTTP: each takes the next form and hands it to `call`.
pub fn call(threads: usize, seconds: f64, count: usize, call: &(impl Fn(usize) + Sync)) -> Outcome {
    let next = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let start = Instant::now();
    let end = start + Duration::from_secs_f64(seconds);
    let mut outcome = Outcome { took: Duration::ZERO, times: Vec::new(), failures: 0 };
    std::thread::scope(|scope| {
        let one = || {
            let mut times = Vec::new();
            while Instant::now() < end {
                let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                if index >= count {
                    break;
                }
                let before = Instant::now();
                call(index);
                times.push(before.elapsed());
            }
            times
        };
        let made: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        for thread in made {
            outcome.times.extend(thread.join().expect("a thread of the load"));
        }
    });
    outcome.took = start.elapsed();
    outcome.times.sort_unstable();
    outcome
}
