//! Client sessions that expire: the dissertation, 6.3.
//!
//! Where clients must have sessions, a request without one stands for `RegisterClient`: its entry
//! opens a session, whose number is the entry's index, and the client asks again with that. A
//! request whose session is over is not carried out, since it may have been already.

use super::Raft;
use super::rules::Rule;
use super::state::{LogIndex, Stamp};
use litemap::LiteMap;
use machine::{ClientId, Effects, Micros, Outcome, Request, Session, Store};

/// How long sessions last. Without either limit there are none: the store remembers every client's
/// last answer for ever (section 8).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Limits {
    /// How long a client may ask for nothing; 0 is for ever.
    pub(super) expiry: Micros,
    /// The most sessions; 0 is any number.
    pub(super) most: u64,
}

impl Limits {
    pub(super) fn needs_sessions(self) -> bool {
        self.expiry.0 > 0 || self.most > 0
    }
}

/// A client's session.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Open {
    /// Whose it is.
    pub client: ClientId,
    /// The number of its last command, and what that gave.
    pub last: Option<(u64, Outcome)>,
    /// When something was last carried out in it, or when it was opened, and with which entry.
    pub used: (Micros, LogIndex),
}

/// The sessions, which are a part of the replicated state machine.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Sessions {
    /// The latest time that an entry carried.
    pub clock: Micros,
    /// Those that have not expired.
    pub open: LiteMap<Session, Open>,
}

impl Sessions {
    /// The remembered answer if this request, or a later one of its session, was carried out.
    fn answered(&self, request: &Request) -> Option<&Outcome> {
        let (number, outcome) = self.open.get(&request.session)?.last.as_ref()?;
        (*number >= request.number).then_some(outcome)
    }

    /// Closes the sessions that no client has used for so long. Returns which.
    fn expire(&mut self, limit: Micros) -> Vec<Session> {
        let is_over = |open: &Open| limit.0 > 0 && self.clock.since(open.used.0) > limit;
        let over = self.open.iter().filter(|(_, open)| is_over(open));
        let over: Vec<_> = over.map(|(session, _)| *session).collect();
        for session in &over {
            self.open.remove(session);
        }
        over
    }

    /// Closes the session that was used least recently, if there are more than so many.
    fn make_room(&mut self, most: u64) -> Option<Session> {
        if most == 0 || self.open.len() as u64 <= most {
            return None;
        }
        let (session, _) = self.open.iter().min_by_key(|(_, open)| open.used.1)?;
        let session = *session;
        self.open.remove(&session);
        Some(session)
    }
}

/// What came of a request.
pub(super) enum Done {
    /// It was carried out.
    Now(Outcome),
    /// It was carried out before, when the same request came earlier.
    Before(Outcome),
    /// Its client has this session now.
    Registered(Session),
    /// Its session is over.
    Expired,
}

impl Raft {
    /// The time that a leader gives an entry: its clock's, where sessions expire by it.
    pub(super) fn stamp(&self, fx: &Effects<Self>) -> Stamp {
        Stamp(if self.limits.expiry.0 > 0 { fx.clock() } else { Micros(0) })
    }

    /// Whether a request asks for a session.
    pub(super) fn registers(&self, request: &Request) -> bool {
        self.limits.needs_sessions() && request.session == Session::default()
    }

    /// What is remembered of a request that was carried out.
    pub(super) fn answered<'a>(
        &self,
        (store, sessions): (&'a Store, &'a Sessions),
        request: &Request,
    ) -> Option<&'a Outcome> {
        if self.limits.needs_sessions() {
            sessions.answered(request)
        } else {
            store.answered(request)
        }
    }

    /// Every server closes the same sessions at the same entry, by the time that the entry carries.
    pub(super) fn close_sessions(&self, sessions: &mut Sessions, time: Micros) -> Vec<Session> {
        sessions.clock = sessions.clock.max(time);
        sessions.expire(self.limits.expiry)
    }

    /// Carries out a request, unless that was done before or its session is over. The session that
    /// had to make room for a new one is the second value.
    pub(super) fn execute(
        &self,
        (store, sessions): (&mut Store, &mut Sessions),
        index: LogIndex,
        request: &Request,
    ) -> (Done, Option<Session>) {
        let known = self.answered((store, sessions), request);
        // Section 8: the state machine knows what it has already done for each client.
        if let Some(outcome) = known.filter(|_| self.follows(Rule::ClientDeduplication)).cloned() {
            return (Done::Before(outcome), None);
        }
        if !self.limits.needs_sessions() {
            return (Done::Now(store.apply(request)), None);
        }
        let used = (sessions.clock, index);
        if self.registers(request) {
            let session = Session(index.0);
            let open = Open { client: request.client, last: None, used };
            sessions.open.insert(session, open);
            return (Done::Registered(session), sessions.make_room(self.limits.most));
        }
        let open = sessions.open.get_mut(&request.session);
        if open.is_none() && self.follows(Rule::ExpiredSession) {
            return (Done::Expired, None);
        }
        let outcome = store.carry_out(&request.command);
        if let Some(open) = open {
            open.used = used;
            open.last = Some((request.number, outcome.clone()));
        }
        (Done::Now(outcome), None)
    }
}
