//! The `synod` command: the same runs as the page, without a browser.

mod arguments;
mod compare;
mod exit;
mod export;
mod fuzz;
mod help;
mod keeping;
mod list;
mod run;
mod why;

use arguments::Asked;
use exit::Exit;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let mut out = BufWriter::new(io::stdout());
    let exit = answer(&arguments, &mut out).and_then(|exit| out.flush().map(|()| exit));
    match exit {
        Ok(exit) => exit.into(),
        // Whoever read the output has enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Held.into(),
        Err(error) => {
            let _ = writeln!(io::stderr(), "synod: cannot write: {error}");
            Exit::Wrong.into()
        }
    }
}

/// Does what is asked for; the output goes to `out`, and complaints to the standard error.
fn answer(arguments: &[String], out: &mut impl Write) -> io::Result<Exit> {
    match arguments::understand(arguments) {
        Ok(Asked::Help) => help::help(out),
        Ok(Asked::List) => list::list(out),
        Ok(Asked::Run(files)) => run::run(&files, out),
        Ok(Asked::Fuzz(plan)) => fuzz::fuzz(&plan, out),
        Ok(Asked::Export(order)) => export::export(&order, out),
        Ok(Asked::Open(word)) => keeping::open(&word, out),
        Ok(Asked::Link(file)) => keeping::link(&file, out),
        Ok(Asked::Save(file)) => keeping::save(&file, out),
        Ok(Asked::Compare(order)) => compare::compare(&order, out),
        Ok(Asked::Why(order)) => why::why(&order, out),
        Err(message) => {
            writeln!(io::stderr(), "synod: {message}")?;
            Ok(Exit::Wrong)
        }
    }
}
