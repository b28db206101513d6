//! What the writer promises: jobs fail alone, answers and events come after the commit, a lost transaction
//! is nobody's success.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use super::*;
use crate::domain::ids::{ConversationId, UserId};
use crate::domain::outgoing_webhook::{Topic, Topics};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::store::outgoing_webhook::Said;
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

/// As a setting, so that it can be counted.
fn note_down(tx: &Tx<'_>, happened: &[Happened]) -> Result<(), Fault> {
    for one in happened {
        tx.execute(
            "INSERT INTO setting (key, value) VALUES (?1, ?2)",
            (format!("told {}", one.conversation), one.topic),
        )?;
    }
    Ok(())
}

fn tell(tx: &Tx<'_>, topic: Topic, conversation: i64) {
    tx.tell(Happened::to(topic, ConversationId(conversation), Timestamp(0)));
}

fn told(store: &Store) -> Vec<String> {
    let read = |db: &crate::store::Db| {
        let mut statement = db.prepare("SELECT key FROM setting WHERE key LIKE 'told %' ORDER BY key")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<Vec<String>, _>>()?)
    };
    store.read(read).unwrap()
}

fn want(tx: &Tx<'_>, name: &str, topics: &[&str]) -> Result<(), Fault> {
    let said =
        Said { name: name.to_owned(), url: "https://a.example".into(), topics: Topics::known(topics), active: true };
    crate::store::outgoing_webhook::insert(tx, &said, b"", Timestamp(0)).map(drop)
}

#[test]
fn what_is_told_is_written_with_the_job_and_rolled_back_with_it() {
    let bench = bench();
    bench.store.tell_others(note_down);
    bench
        .store
        .write(|tx| {
            tell(tx, Topic::MessageIn, 1);
            Ok(())
        })
        .unwrap();
    assert!(told(&bench.store).is_empty(), "nobody wants to hear of it");
    bench.store.write(|tx| want(tx, "a", &["message.in"])).unwrap();
    let (tell_end, ended) = channel();
    let (release, wait) = channel::<()>();
    bench.store.submit(move |_| wait.recv().map_err(|_| Refusal::NotNow.into()), |_| {});
    let submit = |job: fn(&Tx<'_>) -> Result<(), Fault>| {
        let end = tell_end.clone();
        bench.store.submit(job, move |result| end.send(result.is_ok()).unwrap());
    };
    submit(|tx| {
        tell(tx, Topic::MessageIn, 2);
        tell(tx, Topic::MessageIn, 2);
        tell(tx, Topic::MessageOut, 3);
        Ok(())
    });
    submit(|tx| {
        tell(tx, Topic::MessageIn, 4);
        Err(Refusal::NotNow.into())
    });
    // One that is rolled back wants nothing; one that stays does from the next job on.
    submit(|tx| {
        want(tx, "b", &["conversation.closed"])?;
        Err(Refusal::NotNow.into())
    });
    submit(|tx| {
        tell(tx, Topic::ConversationClosed, 5);
        Ok(())
    });
    submit(|tx| want(tx, "c", &["conversation.created"]));
    submit(|tx| {
        tell(tx, Topic::ConversationCreated, 6);
        Ok(())
    });
    // What cannot be written down fails the job that told it.
    submit(|tx| {
        tx.execute("INSERT INTO setting (key, value) VALUES ('told 7', '')", [])?;
        tell(tx, Topic::MessageIn, 7);
        Ok(())
    });
    release.send(()).unwrap();
    let ends: Vec<bool> = (0..7).map(|_| ended.recv().unwrap()).collect();
    assert_eq!(ends, [true, false, false, true, true, true, false]);
    assert_eq!(told(&bench.store), ["told 2", "told 6"]);
    bench.store.submit_repeatable(
        |tx| {
            tell(tx, Topic::MessageIn, 8);
            Ok(())
        },
        |_| {},
    );
    bench.store.write(|_| Ok(())).unwrap();
    assert_eq!(told(&bench.store), ["told 2", "told 6", "told 8"]);
}
