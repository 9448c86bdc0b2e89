//! A platform to try journeys on: a clock that is set, randomness that repeats, a site of files, partners that answer as
//! told. Everything it is asked for takes two polls, so that a journey can be cut off between any two steps.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use leads::deployment::{Deployment, Settings, token_hash};
use leads::door::{self, Answer, Body, Method, Request};
use leads::partner::Loopback;
use leads::platform::{Limit, NoRandomness, NotForgotten, Platform, SiteFileError, VaultError};
use leads::relay::{Http, Mail, Outcome, Silence};
use leads::store::sqlite::Sqlite;
use leads::store::{Database, DatabaseError, Row, Statement};
use leads::{Letters, Moment};

use crate::site;

pub(crate) const LEAD_KEYS: &str = "1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
pub(crate) const START: i64 = 1_795_428_720;

/// What the partner's server answers to a request, so many seconds after the start.
type Answering = Box<dyn Fn(&Http, i64) -> Outcome>;

/// What whoever verifies the check answers to a question.
type Verifying = Box<dyn Fn(&Http) -> Option<String>>;

/// What happens to one use of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// It fails and does nothing.
    Before,
    /// It fails, but it was done.
    After,
}

pub(crate) struct Stage {
    pub(crate) database: Sqlite,
    pub(crate) clock: Cell<i64>,
    pub(crate) files: BTreeMap<String, String>,
    /// By default 204.
    answers: RefCell<Answering>,
    /// By default nothing.
    verifies: RefCell<Verifying>,
    pub(crate) asked: RefCell<Vec<Http>>,
    pub(crate) mailing: Cell<bool>,
    pub(crate) sent: RefCell<Vec<(i64, Http)>>,
    pub(crate) mails: RefCell<Vec<Mail>>,
    pub(crate) log: RefCell<Vec<String>>,
    /// Of which leads it was told to destroy what it keeps, and whether it can.
    pub(crate) forgotten: RefCell<Vec<String>>,
    pub(crate) forgetting: Cell<bool>,
    /// Keys of leads, if they are kept apart.
    pub(crate) vault: RefCell<Option<BTreeMap<String, String>>>,
    /// Which use of the database goes wrong, counted from 0, and how.
    pub(crate) mishap: Cell<Option<(usize, Mishap)>>,
    pub(crate) uses: Cell<usize>,
    /// How often something was asked for over a network. The limiter is not: it counts on the machine itself.
    pub(crate) calls: Cell<usize>,
    random: Cell<u64>,
    pub(crate) limits: RefCell<BTreeMap<(Limit, String), u32>>,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self {
            database: Sqlite::in_memory().unwrap(),
            clock: Cell::new(START * 1000),
            files: site::files(),
            answers: RefCell::new(Box::new(|_, _| Outcome::answered(204))),
            verifies: RefCell::new(Box::new(|_| None)),
            asked: RefCell::default(),
            mailing: Cell::new(true),
            sent: RefCell::default(),
            mails: RefCell::default(),
            log: RefCell::default(),
            forgotten: RefCell::default(),
            forgetting: Cell::new(true),
            vault: RefCell::default(),
            mishap: Cell::new(None),
            uses: Cell::new(0),
            calls: Cell::new(0),
            random: Cell::new(1),
            limits: RefCell::default(),
        }
    }

    /// The partner's server answers like this from now on. It is told the request and the seconds since the start.
    pub(crate) fn answering(&self, answer: impl Fn(&Http, i64) -> Outcome + 'static) {
        *self.answers.borrow_mut() = Box::new(answer);
    }

    /// Whoever verifies the check answers like this from now on.
    pub(crate) fn verifying(&self, answer: impl Fn(&Http) -> Option<String> + 'static) {
        *self.verifies.borrow_mut() = Box::new(answer);
    }

    pub(crate) fn pass(&self, seconds: i64) {
        self.clock.set(self.clock.get() + seconds * 1000);
    }

    pub(crate) fn elapsed(&self) -> i64 {
        self.clock.get() / 1000 - START
    }

    /// What an HTML client without script sends, and what it gets. The first attempt follows, as on a platform.
    pub(crate) fn post(&self, body: &str) -> Answer {
        self.post_as(body, "text/html")
    }

    pub(crate) fn post_as(&self, body: &str, accept: &str) -> Answer {
        let answer = self.ask(&request(Method::Post, "/lead/leie-oever", body, accept));
        if let Some(task) = answer.then {
            run(door::afterwards(self, &deployment(), task));
        }
        answer
    }

    pub(crate) fn ask(&self, request: &Request<'_>) -> Answer {
        run(door::answer(self, &deployment(), request))
    }

    pub(crate) fn sweep(&self) {
        run(door::sweep(self, &deployment()));
    }

    /// Sweeps each minute for so long; over hours only every ten minutes, which changes nothing but the time it takes.
    pub(crate) fn sweep_for(&self, seconds: i64) {
        let every = if seconds > 3_600 { 600 } else { 60 };
        for _sweep in 0..seconds / every {
            self.pass(every);
            self.sweep();
        }
    }

    fn called(&self) {
        self.calls.set(self.calls.get() + 1);
    }

    /// Counts one use of the database and says what happens to it.
    fn mishap(&self) -> Option<Mishap> {
        let number = self.uses.get();
        self.uses.set(number + 1);
        self.mishap.get().filter(|(place, _)| *place == number).map(|(_, mishap)| mishap)
    }
}

pub(crate) fn request<'a>(method: Method, path: &'a str, body: &'a str, accept: &'a str) -> Request<'a> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    Request {
        method,
        path,
        query,
        content_type: Some("application/x-www-form-urlencoded"),
        accept: Some(accept),
        authorization: None,
        sender: Some("192.0.2.7"),
        body: Body::Whole(body.as_bytes()),
    }
}

pub(crate) const TOKEN: &str = "gvl_anna";
pub(crate) const READ_ONLY: &str = "gvl_ben";

pub(crate) fn deployment() -> Deployment {
    deployment_with(site::PARTNERS, LEAD_KEYS)
}

pub(crate) fn deployment_with(partners: &str, lead_keys: &str) -> Deployment {
    deployment_of(partners, lead_keys, "")
}

/// One whose check is switched on.
pub(crate) fn deployment_with_check() -> Deployment {
    deployment_of(site::PARTNERS, LEAD_KEYS, "secret-of-the-widget")
}

fn deployment_of(partners: &str, lead_keys: &str, turnstile: &str) -> Deployment {
    let operators = format!("anna:act:{} ben:read:{}", token_hash(TOKEN), token_hash(READ_ONLY));
    let settings = Settings {
        lead_keys,
        lookup_key: "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
        partners,
        operators: &operators,
        mail_from: "Huisvinder <leads@huisvinder.example>",
        alerts_to: "operator@huisvinder.example",
        turnstile,
    };
    Deployment::read(&settings, Loopback::Refused).unwrap()
}

/// Runs a journey to its end.
pub(crate) fn run<T>(journey: impl Future<Output = T>) -> T {
    run_for(journey, usize::MAX).expect("a journey has an end")
}

/// Runs a journey for so many polls and then drops it, as a crash does. `None`: it was cut off.
pub(crate) fn run_for<T>(journey: impl Future<Output = T>, polls: usize) -> Option<T> {
    let mut journey = pin!(journey);
    let mut context = Context::from_waker(Waker::noop());
    for _poll in 0..polls {
        if let Poll::Ready(end) = journey.as_mut().poll(&mut context) {
            return Some(end);
        }
    }
    None
}

/// Ready the second time it is asked.
async fn step() {
    let mut asked = false;
    poll_fn(|_| if std::mem::replace(&mut asked, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

impl Database for Stage {
    async fn query(&self, statement: &Statement) -> Result<Vec<Row>, DatabaseError> {
        self.called();
        step().await;
        if self.mishap().is_some() {
            return Err(DatabaseError::Failed("out of order".to_owned()));
        }
        let rows = self.database.query(statement).await;
        step().await;
        rows
    }

    async fn batch(&self, statements: &[Statement]) -> Result<(), DatabaseError> {
        self.called();
        step().await;
        let failed = || Err(DatabaseError::Failed("out of order".to_owned()));
        match self.mishap() {
            Some(Mishap::Before) => failed(),
            Some(Mishap::After) => self.database.batch(statements).await.and_then(|()| failed()),
            None => {
                let result = self.database.batch(statements).await;
                step().await;
                result
            }
        }
    }
}

impl Platform for Stage {
    fn milliseconds(&self) -> i64 {
        self.clock.get()
    }

    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for byte in bytes {
            // Knuth's multiplier; the upper bits are random enough for a test, and repeat in every run.
            self.random.set(self.random.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
            *byte = self.random.get().to_be_bytes()[0];
        }
        Ok(())
    }

    fn letters(&self) -> Letters {
        Letters::OWN
    }

    async fn site_file(&self, path: &str) -> Result<Option<String>, SiteFileError> {
        self.called();
        step().await;
        Ok(self.files.get(path).cloned())
    }

    async fn send(&self, request: &Http) -> Outcome {
        self.called();
        step().await;
        let outcome = (self.answers.borrow())(request, self.elapsed());
        self.sent.borrow_mut().push((self.elapsed(), request.clone()));
        if outcome == Outcome::Unanswered(Silence::Timeout) {
            self.pass(15);
        }
        step().await;
        outcome
    }

    async fn ask(&self, request: &Http) -> Option<Vec<u8>> {
        self.called();
        step().await;
        self.asked.borrow_mut().push(request.clone());
        let answer = (self.verifies.borrow())(request);
        step().await;
        answer.map(String::into_bytes)
    }

    async fn mail(&self, mail: &Mail) -> Outcome {
        self.called();
        step().await;
        if !self.mailing.get() {
            return Outcome::MailRefused(leads::relay::MailRefusal::Failed);
        }
        self.mails.borrow_mut().push(mail.clone());
        step().await;
        Outcome::MailTaken
    }

    async fn within(&self, limit: Limit, key: &str) -> bool {
        step().await;
        let mut limits = self.limits.borrow_mut();
        let count = limits.entry((limit, key.to_owned())).or_default();
        *count += 1;
        *count <= limit.most()
    }

    async fn forget(&self, lead: &str) -> Result<(), NotForgotten> {
        step().await;
        if !self.forgetting.get() {
            return Err(NotForgotten("the disk is full".to_owned()));
        }
        self.forgotten.borrow_mut().push(lead.to_owned());
        if let Some(keys) = self.vault.borrow_mut().as_mut() {
            keys.retain(|name, _| !name.starts_with(&format!("{lead}/")));
        }
        Ok(())
    }

    fn has_vault(&self) -> bool {
        self.vault.borrow().is_some()
    }

    async fn put_key(&self, name: &str, key: &str) -> Result<(), VaultError> {
        self.called();
        step().await;
        let out_of_order = || VaultError("out of order".to_owned());
        self.vault.borrow_mut().as_mut().ok_or_else(out_of_order)?.insert(name.to_owned(), key.to_owned());
        step().await;
        Ok(())
    }

    async fn change_key(&self, name: &str, key: &str) -> Result<(), VaultError> {
        self.called();
        step().await;
        if let Some(kept) = self.vault.borrow_mut().as_mut().and_then(|keys| keys.get_mut(name)) {
            key.clone_into(kept);
        }
        step().await;
        Ok(())
    }

    async fn key(&self, name: &str) -> Result<Option<String>, VaultError> {
        self.called();
        step().await;
        let keys = self.vault.borrow();
        let keys = keys.as_ref().ok_or_else(|| VaultError("out of order".to_owned()))?;
        Ok(keys.get(name).cloned())
    }

    fn history_days(&self) -> u32 {
        30
    }

    fn log(&self, line: &str) {
        self.log.borrow_mut().push(line.to_owned());
    }

    fn now(&self) -> Moment {
        Moment::new(self.milliseconds().div_euclid(1000))
    }
}
