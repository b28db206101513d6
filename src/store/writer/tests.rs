//! What the writer promises: jobs fail alone, answers and events come after the commit, a lost transaction
//! is nobody's success.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use super::*;
use crate::domain::ids::UserId;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::store::{Store, migrate};

struct Bench {
    _folder: tempfile::TempDir,
    store: Store,
    told: Arc<Mutex<Vec<Event>>>,
}

fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    migrate::prepare(&path, Timestamp(0)).unwrap();
    let told: Arc<Mutex<Vec<Event>>> = Arc::default();
    let heard = told.clone();
    let store = Store::open(&path, 2, Box::new(move |events| heard.lock().unwrap().extend_from_slice(events))).unwrap();
    Bench { _folder: folder, store, told }
}

fn set(key: &str) -> impl FnOnce(&Tx<'_>) -> Result<(), Fault> + Send + 'static {
    let key = key.to_owned();
    move |tx| {
        tx.execute("INSERT INTO setting (key, value) VALUES (?1, 'x')", [&key])?;
        tx.publish(Event::UserChanged { user: UserId(1) });
        Ok(())
    }
}

fn count(store: &Store) -> i64 {
    store.read(|db| Ok(db.query_row("SELECT count(*) FROM setting", [], |row| row.get(0))?)).unwrap()
}

#[test]
fn what_was_answered_can_be_read_and_was_told() {
    let bench = bench();
    bench.store.write(set("a")).unwrap();
    assert_eq!(count(&bench.store), 1);
    assert_eq!(bench.told.lock().unwrap().len(), 1);
}

#[test]
fn a_failing_job_rolls_back_alone_and_tells_nothing() {
    let bench = bench();
    let (tell, told) = channel();
    // All three wait while the first job blocks, so that they share a transaction.
    let (release, wait) = channel::<()>();
    bench.store.submit(move |_| wait.recv().map_err(|_| Refusal::NotNow.into()), |_| {});
    for (name, fails) in [("a", false), ("b", true), ("c", false)] {
        let tell = tell.clone();
        let job = set(name);
        bench.store.submit(
            move |tx| {
                job(tx)?;
                if fails { Err(Refusal::NotNow.into()) } else { Ok(()) }
            },
            move |result: Result<(), Fault>| tell.send((name, result.is_ok())).unwrap(),
        );
    }
    release.send(()).unwrap();
    let answers: Vec<_> = told.iter().take(3).collect();
    assert_eq!(answers, [("a", true), ("b", false), ("c", true)]);
    assert_eq!(count(&bench.store), 2);
    assert_eq!(bench.told.lock().unwrap().len(), 2);
    assert!(bench.store.writer_stats().commits.load(Ordering::Relaxed) <= 2);
}

#[test]
fn jobs_that_may_repeat_run_together_and_one_that_fails_costs_the_others_nothing() {
    let bench = bench();
    let (tell, told) = channel();
    let (release, wait) = channel::<()>();
    let (begun, begins) = channel::<()>();
    bench.store.submit(
        move |_| {
            begun.send(()).unwrap();
            wait.recv().map_err(|_| Refusal::NotNow.into())
        },
        |_| {},
    );
    // From here on all that is submitted waits for the next transaction.
    begins.recv().unwrap();
    let runs: Arc<Mutex<Vec<&str>>> = Arc::default();
    for (name, fails) in [("a", false), ("b", true), ("c", false)] {
        let (tell, runs) = (tell.clone(), runs.clone());
        bench.store.submit_repeatable(
            move |tx| {
                runs.lock().unwrap().push(name);
                tx.execute("INSERT INTO setting (key, value) VALUES (?1, 'x')", [name])?;
                tx.publish(Event::UserChanged { user: UserId(1) });
                if fails { Err(Refusal::NotNow.into()) } else { Ok(()) }
            },
            move |result: Result<(), Fault>| tell.send((name, result.is_ok())).unwrap(),
        );
    }
    release.send(()).unwrap();
    let answers: Vec<_> = told.iter().take(3).collect();
    assert_eq!(answers, [("a", true), ("b", false), ("c", true)]);
    assert_eq!(*runs.lock().unwrap(), ["a", "b", "a", "b", "c"], "together up to the failure, then each alone");
    assert_eq!(count(&bench.store), 2);
    assert_eq!(bench.told.lock().unwrap().len(), 2, "what was rolled back told nothing");
    assert_eq!(bench.store.writer_stats().commits.load(Ordering::Relaxed), 2);
}

#[test]
fn a_panicking_job_is_an_error_of_its_caller_only() {
    let bench = bench();
    let result: Result<(), Fault> = bench.store.write(|_| panic!("on purpose"));
    assert!(matches!(result, Err(Fault::Broken(_))));
    bench.store.write(set("after")).unwrap();
    assert_eq!(count(&bench.store), 1);
}

#[test]
fn a_lost_transaction_is_nobodys_success() {
    let bench = bench();
    let (tell, told) = channel();
    let (release, wait) = channel::<()>();
    bench.store.submit(move |_| wait.recv().map_err(|_| Refusal::NotNow.into()), |_| {});
    let first = tell.clone();
    bench.store.submit(set("a"), move |result: Result<(), Fault>| first.send(result).unwrap());
    let second = tell.clone();
    // As SQLite does by itself when the disk is full.
    bench
        .store
        .submit(|tx| Ok(tx.execute_batch("ROLLBACK")?), move |result: Result<(), Fault>| second.send(result).unwrap());
    bench.store.submit(set("c"), move |result: Result<(), Fault>| tell.send(result).unwrap());
    release.send(()).unwrap();
    for result in told.iter().take(3) {
        assert!(matches!(result, Err(Fault::Unavailable(_))), "{result:?}");
    }
    assert_eq!(count(&bench.store), 0);
    assert!(bench.told.lock().unwrap().is_empty());
    bench.store.write(set("again")).unwrap();
    assert_eq!(count(&bench.store), 1);
}

#[test]
fn dropping_the_store_finishes_what_waits() {
    let bench = bench();
    let (tell, told) = channel();
    for name in 0..100 {
        let tell = tell.clone();
        bench.store.submit(set(&name.to_string()), move |result: Result<(), Fault>| tell.send(result.is_ok()).unwrap());
    }
    drop(bench.store);
    assert_eq!(told.iter().take(100).filter(|fine| *fine).count(), 100);
}
