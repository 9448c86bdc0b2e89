//! The one who works at the desk: takes what comes in turn, lets answers and deliveries run beside one another, and looks
//! each minute after what is due.

use std::{
    cell::{Cell, RefCell},
    path::PathBuf,
    rc::Rc,
    sync::mpsc as plain,
    time::Duration,
};

use leads::{
    deployment::{Deployment, Settings},
    door::{self, Body, Method, Request, Response},
    partner::Loopback,
    platform::Platform as _,
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
    time::{self, MissedTickBehavior},
};

use super::{
    LAST_ATTEMPTS, People, inbox,
    machine::Machine,
    partners::{self, Arranged},
    secrets::Secrets,
};

/// How often it is looked after what is due.
const MINUTE: Duration = Duration::from_mins(1);

/// What the desk is asked.
pub(super) enum Message {
    /// To take enquiries for these people from now on.
    Follow(People),
    /// To answer a request.
    Answer(Box<Asked>, oneshot::Sender<Response>),
    /// To look after what is due as if it were this time, in seconds since 1970.
    Sweep(i64, oneshot::Sender<Result<(), String>>),
    /// To show what came in.
    Inbox(oneshot::Sender<String>),
    /// To end, and to say when it has.
    Close(plain::Sender<()>),
}

/// A request on its way to the desk.
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) content_type: Option<String>,
    pub(super) accept: Option<String>,
    pub(super) authorization: Option<String>,
    pub(super) sender: Option<String>,
    /// `None` if it is larger than anything that is taken.
    pub(super) body: Option<Vec<u8>>,
}

/// What holds until the people or their settings change.
pub(super) struct Arrangement {
    pub(super) deployment: Deployment,
    /// Why deliveries wait, if they do.
    pub(super) waits: Option<String>,
}

/// Everything the work needs.
pub(super) struct Clerk {
    machine: Machine,
    secrets: Secrets,
    /// The file of partners.
    settings: PathBuf,
    people: RefCell<Option<People>>,
    /// The text of the file of partners as it was last read.
    written: RefCell<Option<Result<Option<String>, String>>>,
    arrangement: RefCell<Option<Rc<Arrangement>>>,
    sweeping: Cell<bool>,
}

impl Clerk {
    pub(super) fn new(machine: Machine, secrets: Secrets, settings: PathBuf) -> Self {
        Self {
            machine,
            secrets,
            settings,
            people: RefCell::default(),
            written: RefCell::default(),
            arrangement: RefCell::default(),
            sweeping: Cell::default(),
        }
    }

    /// Works until told to end, or until nobody is left who could ask anything.
    pub(super) async fn work(self, mut told: mpsc::Receiver<Message>) {
        let clerk = Rc::new(self);
        let mut tasks = JoinSet::new();
        let mut minute = time::interval_at(time::Instant::now() + MINUTE, MINUTE);
        minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let closed = loop {
            tokio::select! {
                message = told.recv() => match message {
                    None => break None,
                    Some(Message::Close(closed)) => break Some(closed),
                    Some(message) => clerk.take(message, &mut tasks),
                },
                _ = minute.tick() => clerk.look_after(&mut tasks),
                Some(_ended) = tasks.join_next() => {}
            }
        };
        // Whoever still waits for an answer learns that none comes.
        drop(told);
        let ending = async { while tasks.join_next().await.is_some() {} };
        // What takes longer is cut off: the store has it, and the next start looks after it.
        let _cut_off = time::timeout(LAST_ATTEMPTS, ending).await;
        if let Some(closed) = closed {
            let _nobody_waits = closed.send(());
        }
    }

    fn take(self: &Rc<Self>, message: Message, tasks: &mut JoinSet<()>) {
        let clerk = Rc::clone(self);
        match message {
            Message::Follow(people) => {
                let is_first = clerk.arrangement.borrow().is_none();
                *clerk.people.borrow_mut() = Some(people);
                clerk.arrange();
                if is_first {
                    // What was due while nobody looked.
                    clerk.look_after(tasks);
                }
            }
            Message::Answer(asked, reply) => {
                tasks.spawn_local(async move { clerk.answer(&asked, reply).await });
            }
            Message::Sweep(at, done) => {
                tasks.spawn_local(async move {
                    let _gone = done.send(clerk.sweep_at(at).await);
                });
            }
            Message::Inbox(reply) => {
                tasks.spawn_local(async move {
                    let arrangement = clerk.arrangement();
                    let _gone = reply.send(inbox::page(&clerk.machine, arrangement.as_deref()).await);
                });
            }
            // The loop ends with it and never hands it on.
            Message::Close(_) => {}
        }
    }

    async fn answer(&self, asked: &Asked, reply: oneshot::Sender<Response>) {
        let Some(arrangement) = self.arrangement() else {
            let words = "Nothing can be taken yet: the pages are not made, or what they need is not complete.";
            let _gone = reply.send(Response::text(503, words).with("retry-after", "5"));
            return;
        };
        let answer = door::answer(&self.machine, &arrangement.deployment, &asked.as_request()).await;
        // Whoever has gone meanwhile has still sent an enquiry.
        let _gone = reply.send(answer.response);
        if let (Some(task), None) = (answer.then, &arrangement.waits) {
            door::afterwards(&self.machine, &arrangement.deployment, task).await;
        }
    }

    /// Looks after what is due, unless that is still being done since the last time.
    fn look_after(self: &Rc<Self>, tasks: &mut JoinSet<()>) {
        self.arrange_if_changed();
        let Some(arrangement) = self.arrangement().filter(|arrangement| arrangement.waits.is_none()) else { return };
        if self.sweeping.replace(true) {
            return;
        }
        let clerk = Rc::clone(self);
        tasks.spawn_local(async move {
            let _guard = Sweeping(&clerk.sweeping);
            door::sweep(&clerk.machine, &arrangement.deployment).await;
        });
    }

    async fn sweep_at(&self, at: i64) -> Result<(), String> {
        self.arrange_if_changed();
        let arrangement = self.arrangement().ok_or("Nothing can be sent yet: the pages are not made.")?;
        if let Some(why) = &arrangement.waits {
            return Err(format!("Deliveries wait until partners.json is mended: {why}"));
        }
        door::sweep(&self.machine.as_if_at(at), &arrangement.deployment).await;
        Ok(())
    }

    fn arrangement(&self) -> Option<Rc<Arrangement>> {
        self.arrangement.borrow().clone()
    }

    /// The file of partners lies outside the content, so nobody tells when it changes.
    fn arrange_if_changed(&self) {
        let written = partners::read(&self.settings);
        if self.people.borrow().is_some() && self.written.borrow().as_ref() != Some(&written) {
            self.arrange();
        }
    }

    /// Settles where leads go from now on, and says what is wrong with that.
    fn arrange(&self) {
        let people = self.people.borrow();
        let Some(people) = people.as_ref() else { return };
        let written = partners::read(&self.settings);
        let text = written.as_ref().map(Option::as_deref).map_err(String::as_str);
        let Arranged { partners, broken, unreachable } = partners::arrange(text, people);
        let is_news = self.written.borrow().as_ref() != Some(&written);
        *self.written.borrow_mut() = Some(written);
        let settings = Settings {
            lead_keys: &self.secrets.lead_keys,
            lookup_key: &self.secrets.lookup_key,
            partners: &partners,
            operators: &self.secrets.operators(),
            mail_from: &format!("{} <{}>", people.name, people.email),
            alerts_to: &people.email,
            turnstile: &self.secrets.turnstile,
        };
        let file = self.settings.display();
        match Deployment::read(&settings, Loopback::Allowed) {
            Ok(deployment) => {
                if let Some(why) = broken.as_ref().filter(|_| is_news) {
                    self.say(&format!("error: `{file}`: {why}\nEnquiries are taken, and wait until it is mended."));
                }
                for id in unreachable {
                    self.say(&format!("warning: partner `{id}` has an e-mail address that nothing can be sent to."));
                }
                *self.arrangement.borrow_mut() = Some(Rc::new(Arrangement { deployment, waits: broken }));
            }
            Err(error) => self.say(&format!("error: no enquiries can be taken: {error}")),
        }
    }

    fn say(&self, line: &str) {
        self.machine.log(line);
    }
}

/// Ends with the sweep, however that ends.
struct Sweeping<'a>(&'a Cell<bool>);

impl Drop for Sweeping<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Asked {
    fn as_request(&self) -> Request<'_> {
        Request {
            method: self.method,
            path: &self.path,
            query: &self.query,
            content_type: self.content_type.as_deref(),
            accept: self.accept.as_deref(),
            authorization: self.authorization.as_deref(),
            sender: self.sender.as_deref(),
            body: self.body.as_deref().map_or(Body::TooLarge, Body::Whole),
        }
    }
}
