//! `cargo xtask serve`: the page on this machine, rebuilt when a file changes.
//!
//! After the tools are there, Trunk takes this program's place, so that Ctrl-C and signals reach it
//! directly and nothing is left running. A small second process waits for the page to answer and
//! prints its address, because Trunk announces it before the first build is done.

use std::{
    env,
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    job::Job,
    outcome::{Outcome, Problem},
    program::Program,
    repository::Repository,
    say, tools,
};

/// The command by which `serve` starts its second process. Not for people.
pub(crate) const ANNOUNCE: &str = "announce-when-served";

/// How many ports are tried after the first.
const PORTS_TRIED: u16 = 50;

/// Of how many crates the page is made, roughly.
const CRATES: usize = 135;

/// What the person asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wish {
    port: u16,
    exact: bool,
    open: bool,
}

/// Builds and serves the page until it is interrupted.
pub(crate) fn serve(repository: &Repository, words: &[String]) -> Outcome {
    let started = Instant::now();
    let wish = Wish::read(words)?;
    wish.free_port()?;
    tools::ensure_and_meanwhile(repository, |repository| Ok(vec![compile_quietly(repository)?]))?;
    say::title("Building the page (about a minute the first time, seconds afterwards)");
    // Trunk shows what does not compile, and waits until it is put right.
    let _ = compile(repository).run();
    // Minutes may have passed, so the port is only now taken for granted.
    let port = wish.free_port()?;
    if port != wish.port {
        say::line(format_args!("Port {} is taken; using {port}.", wish.port));
    }
    announce_later(port, started)?;
    let mut arguments = vec!["serve".to_owned(), "--address".to_owned(), "127.0.0.1".to_owned()];
    arguments.extend(["--port".to_owned(), port.to_string()]);
    arguments.extend(wish.open.then(|| "--open".to_owned()));
    become_program(Program::new(repository, "trunk").args(arguments))
}

/// What Trunk will do first, so that it finds it done.
fn compile(repository: &Repository) -> Program {
    let words = "build --profile serve --target wasm32-unknown-unknown --bin synod";
    Program::new(repository, "cargo").args(words.split(' '))
}

fn compile_quietly(repository: &Repository) -> Outcome<Job> {
    let log = repository.tools().join("page.log");
    Job::start("the page", CRATES, log, compile(repository))
}

impl Wish {
    fn read(words: &[String]) -> Outcome<Self> {
        let mut wish = Self { port: 8080, exact: false, open: false };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--open" => wish.open = true,
                "--port" => {
                    let number = words.next().map(String::as_str).unwrap_or_default();
                    wish.port = number.parse().ok().filter(|port| *port > 0).ok_or_else(|| {
                        Problem::new(format!("--port takes a number, 1 to 65535, not `{number}`"))
                    })?;
                    wish.exact = true;
                }
                other => {
                    let allowed = "serve takes --port N and --open";
                    return Err(Problem::new(format!("{allowed}, not `{other}`")));
                }
            }
        }
        Ok(wish)
    }

    /// The wished port, or, where none was named, the next one that is free.
    fn free_port(&self) -> Outcome<u16> {
        let last = if self.exact { self.port } else { self.port.saturating_add(PORTS_TRIED) };
        let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
        (self.port..=last).find(is_free).ok_or_else(|| {
            let taken = if self.exact { format!("port {last} is") } else { "all ports are".into() };
            Problem::new(format!("{taken} taken; choose another with --port N"))
        })
    }
}

/// Starts the second process, which is told how long everything has taken so far.
fn announce_later(port: u16, started: Instant) -> Outcome {
    let so_far = started.elapsed().as_millis().to_string();
    let myself = env::current_exe();
    let spawned = myself.and_then(|myself| {
        let mut command = Command::new(myself);
        command.args([ANNOUNCE, &port.to_string(), &so_far]).stdin(Stdio::null()).spawn()
    });
    spawned.map(drop).map_err(|reason| Problem::new(format!("could not start a process: {reason}")))
}

/// Waits until the page answers on the port, then prints its address; gives up with its parent.
pub(crate) fn announce(words: &[String]) -> Outcome {
    let numbers: Option<Vec<u64>> = words.iter().map(|word| word.parse().ok()).collect();
    let Some([port, so_far]) = numbers.as_deref() else {
        return Err(Problem::new("this command is for `serve` itself"));
    };
    let Ok(port) = u16::try_from(*port) else {
        return Err(Problem::new("this command is for `serve` itself"));
    };
    let (parent, started) = (parent_id(), Instant::now());
    while parent == parent_id() {
        if answers(port) {
            let took = say::time(started.elapsed() + Duration::from_millis(*so_far));
            say::line(format_args!(
                "\n  Synod is at http://127.0.0.1:{port}/  (ready after {took}; Ctrl-C stops it)\n"
            ));
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// Whether the page, not only a socket, is there.
fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.take(4_096).read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

#[cfg(unix)]
fn parent_id() -> u32 {
    std::os::unix::process::parent_id()
}

#[cfg(not(unix))]
fn parent_id() -> u32 {
    0
}

#[cfg(unix)]
fn become_program(program: Program) -> Outcome {
    use std::os::unix::process::CommandExt;
    let typed = program.typed().to_owned();
    let reason = program.into_command().exec();
    Err(Problem::new(format!("could not start `{typed}`: {reason}")))
}

#[cfg(not(unix))]
fn become_program(program: Program) -> Outcome {
    program.run()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(words: &[&str]) -> Outcome<Wish> {
        Wish::read(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_port_is_8080_unless_named() {
        assert_eq!(wish(&[]), Ok(Wish { port: 8080, exact: false, open: false }));
        let named = wish(&["--port", "9000", "--open"]);
        assert_eq!(named, Ok(Wish { port: 9000, exact: true, open: true }));
    }

    #[test]
    fn a_port_that_is_no_number_is_refused() {
        for bad in [&["--port"][..], &["--port", "zero"], &["--port", "0"], &["--port", "70000"]] {
            assert!(wish(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_taken_port_is_passed_over_only_when_none_was_named() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = taken.local_addr().expect("it is bound").port();
        assert!(Wish { port, exact: true, open: false }.free_port().is_err());
        let found = Wish { port, exact: false, open: false }.free_port();
        assert!(found.is_ok_and(|free| free > port));
    }
}
