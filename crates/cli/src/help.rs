//! How the command is used.

use crate::exit::Exit;
use std::io::{self, Write};

const HELP: &str = "\
synod: runs consensus protocols on a simulated network, as the page does

  synod run FILE...        plays scenario files and prints what happened
  synod fuzz PROTOCOL      looks for a violation: random faults and requests, one run a seed
      --seeds N            how many seeds (1000)
      --start N            the first seed (1)
      --nodes N | N..M     how many servers (3..7)
      --events N           how many events of faults in each run (1000)
      --clocks any|drift|sound
                           how wrong clocks may be (any): drift, they run at most 10 % fast or
                           slow; sound, they are right; no timer goes off early in either
      --option NAME=VALUE  sets an option of the protocol; may be given several times
      --all-options        draws every option of the protocol anew for each seed, but for those
                           that are set and those on which a promise depends
      --rules-off NAME     switches a rule of the paper off; may be given several times
  synod export FILE        writes a run for another program: a scenario file, played to its end,
                           or a kept run (NAME.run)
      --as FORMAT          mermaid (unless told otherwise), shiviz, perfetto, jsonl, tla, scenario,
                           svg (the space-time diagram)
      --out PATH           where to, instead of the standard output
  synod open LINK|FILE     says what a link or a kept run is, and whether its replay agrees
  synod link FILE          prints the run of a scenario or a kept run as a link
  synod save FILE          prints it as a file to keep, in JSON
  synod why FILE WHAT      prints what led to something in a run, the last event first; WHAT is
                           S1 role, S1 FIELD (term, vote, ...), S1 log 3, S1 decided 3,
                           C1 (its last answer), C1 2 (that to its second request),
                           violation, or violation PROPERTY
      --at N               as it was after the first N events, instead of at the end
  synod compare NAME|LINK|FILE
                           plays protocols side by side and prints who is whom, what came of it,
                           and what each cost: of a prepared comparison, or of a kept one
      --as FORMAT          text (unless told otherwise), link, file, svg (the diagrams, one axis)
  synod list               protocols with their timers, rules, properties and options
  synod help               this text

Exit status: 0 everything held, 1 an expectation or a property failed, 2 the command line or a
file is wrong. The scenario language is described in docs/scenarios.md, the formats of exports in
docs/exports.md, links and files in docs/links.md, and
comparisons in docs/comparisons.md.
";

/// Prints how the command is used.
pub(crate) fn help(out: &mut impl Write) -> io::Result<Exit> {
    out.write_all(HELP.as_bytes())?;
    Ok(Exit::Held)
}
