//! Whole dialogues, played by HTTP both ways against the program itself.
//!
//! `tests/scripts/*.json` hold them, a list of steps each:
//!
//! | step | what happens |
//! |---|---|
//! | `{"note": "…"}` | nothing: it is for whoever reads |
//! | `{"from": "+1…", "say": "…"}` | a text comes in, signed; `sid`, `repeat` and `opt_out_type` as they say |
//! | `{"from": "+1…", "expect": ["…"]}` | the next text to them has these parts, in at most `max_segments` |
//! | `{"from": "+1…", "expect_nothing": 1.5}` | no text comes to them for so many seconds |
//! | `{"from": "+1…", "forge": "…"}` | a text with a wrong signature, which is turned away |
//! | `{"fail_next": {"status": 429, "code": 20429}}` | how the next text is answered; `{"cut": true}`: never |
//! | `{"callback": "delivered", "of": -1, "code": 30003}` | what became of a text looked at; -1 is the last |
//! | `{"wait": 0.5}` | seconds |
//! | `{"from": "+1…", "silent_hours": 25}` | so long nothing is heard of them, and who is silent is looked after |
//! | `{"from": "+1…", "shared_by": ["…"]}` | before any text: a list brings these people on that number |
//!
//! Every script has numbers of its own, so that all of them can be played against one server, in
//! any order. It needs the sample survey in all its languages: `hearth survey review` each, as
//! below.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

#[path = "playing/office.rs"]
mod office;
#[path = "playing/provider.rs"]
mod provider;
#[path = "durability/server.rs"]
#[expect(dead_code, reason = "nobody ends this program before the test does")]
mod server;
mod support;
#[path = "durability/provider.rs"]
#[expect(dead_code, reason = "only how a form is read is shared")]
mod taking;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hearth::outbox::sms::segments::segments;
use hearth::storage::Store;
use office::{ANY_HOUR, Office};
use provider::{Failure, Message, Provider};
use serde::Deserialize;
use server::{Server, Settings, signature};

/// How long a text that is expected may take to come: a reminder lets every reply go first.
const PATIENCE: Duration = Duration::from_mins(1);
/// Whom it was reviewed by, in a test.
const REVIEWER: &str = "Rosa Díaz";

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Step {
    Note {
        #[expect(dead_code, reason = "it is for whoever reads the script")]
        note: String,
    },
    Say {
        from: String,
        say: String,
        sid: Option<String>,
        repeat: Option<usize>,
        opt_out_type: Option<String>,
    },
    Expect {
        from: String,
        expect: Vec<String>,
        max_segments: Option<usize>,
    },
    ExpectNothing {
        from: String,
        expect_nothing: f64,
    },
    Forge {
        from: String,
        forge: String,
    },
    FailNext {
        fail_next: Failure,
    },
    Callback {
        callback: String,
        of: Option<i64>,
        code: Option<u32>,
    },
    Wait {
        wait: f64,
    },
    Silence {
        from: String,
        silent_hours: i64,
    },
    Share {
        from: String,
        shared_by: Vec<String>,
    },
}

/// Plays scripts against one program.
struct Player<'a> {
    settings: &'a Settings,
    provider: &'a Provider,
    office: &'a Office,
    /// How many texts to a number were looked at.
    seen: HashMap<String, usize>,
    looked_at: Vec<Message>,
    /// Number of the script, and of the text: what is said has an id of its own.
    said: (usize, usize),
}

impl Player<'_> {
    /// Plays one script; what went wrong, if something did.
    fn play(&mut self, script: &[Step]) -> Result<(), String> {
        for (number, step) in (1..).zip(script) {
            self.take(step).map_err(|fault| format!("step {number}: {fault}"))?;
        }
        Ok(())
    }

    fn take(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Note { .. } => Ok(()),
            Step::Say { from, say, sid, repeat, opt_out_type } => {
                self.said.1 += 1;
                let own = format!("SM{:016x}{:016x}", self.said.0, self.said.1);
                let sid = sid.as_ref().unwrap_or(&own);
                let opt_out_type = opt_out_type.as_deref();
                (0..repeat.unwrap_or(1)).try_for_each(|_| self.say(from, say, sid, opt_out_type))
            }
            Step::Expect { from, expect, max_segments } => self.expect(from, expect, *max_segments),
            Step::ExpectNothing { from, expect_nothing } => {
                match self.next_text(from, Duration::from_secs_f64(*expect_nothing)) {
                    Some(text) => Err(format!("unexpected text {:?}", text.body)),
                    None => Ok(()),
                }
            }
            Step::Forge { from, forge } => {
                let form = inbound("SMforged", from, forge, None);
                let status = self.settings.post("/sms/inbound", &written(&form), "Zm9yZ2Vk");
                is(status == Some(403), || format!("a forged text was answered {status:?}"))
            }
            Step::FailNext { fail_next } => {
                self.provider.fail_next(*fail_next);
                Ok(())
            }
            Step::Callback { callback, of, code } => self.report(callback, of.unwrap_or(-1), *code),
            Step::Wait { wait } => {
                std::thread::sleep(Duration::from_secs_f64(*wait));
                Ok(())
            }
            Step::Silence { from, silent_hours } => self.office.let_pass(from, *silent_hours),
            Step::Share { from, shared_by } => {
                self.office.share(from, shared_by);
                Ok(())
            }
        }
    }

    fn say(&self, from: &str, words: &str, sid: &str, carrier: Option<&str>) -> Result<(), String> {
        let form = inbound(sid, from, words, carrier);
        let signed = signature("/sms/inbound", &form);
        let status = self.settings.post("/sms/inbound", &written(&form), &signed);
        is(status == Some(204), || format!("{words:?} was answered {status:?}"))
    }

    fn expect(&mut self, from: &str, parts: &[String], most: Option<usize>) -> Result<(), String> {
        let text = self.next_text(from, PATIENCE);
        let text = text.ok_or_else(|| format!("no text came; expected {parts:?}"))?;
        let body = text.body.to_lowercase();
        let missing: Vec<_> =
            parts.iter().filter(|part| !body.contains(&part.to_lowercase())).collect();
        is(missing.is_empty(), || format!("{missing:?} is not in {:?}", text.body))?;
        let cost = segments(&text.body).segments;
        is(most.is_none_or(|most| cost <= most), || format!("{cost} segments: {:?}", text.body))?;
        is(!text.body.contains(['\u{2068}', '\u{2069}', '{', '}']), || {
            format!("a mark or a place that was not filled: {:?}", text.body)
        })
    }

    fn next_text(&mut self, number: &str, patience: Duration) -> Option<Message> {
        let seen = self.seen.entry(number.to_owned()).or_default();
        let text = self.provider.wait_for(number, *seen, patience)?;
        *seen += 1;
        self.looked_at.push(text.clone());
        Some(text)
    }

    fn report(&self, status: &str, of: i64, code: Option<u32>) -> Result<(), String> {
        let count = i64::try_from(self.looked_at.len()).unwrap();
        let place = usize::try_from(if of < 0 { count + of } else { of });
        let text = place.ok().and_then(|place| self.looked_at.get(place));
        let text = text.ok_or_else(|| format!("text {of} was not looked at"))?;
        let mut form = vec![
            pair("MessageSid", &text.sid),
            pair("MessageStatus", status),
            pair("To", &text.to),
        ];
        form.extend(code.map(|code| pair("ErrorCode", &code.to_string())));
        let path = text.callback.strip_prefix("http://voice.test").expect("it is our address");
        let answered = self.settings.post(path, &written(&form), &signature(path, &form));
        is(answered == Some(204), || format!("the callback was answered {answered:?}"))
    }
}

fn is(holds: bool, fault: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(fault()) }
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// Twilio's parameters of a text coming in.
fn inbound(sid: &str, from: &str, words: &str, carrier: Option<&str>) -> Vec<(String, String)> {
    let mut form = vec![
        pair("MessageSid", sid),
        pair("From", from),
        pair("To", "+15550001111"),
        pair("Body", words),
        pair("NumMedia", "0"),
        pair("FromCity", ""),
    ];
    form.extend(carrier.map(|word| pair("OptOutType", word)));
    form
}

/// The form as it is posted.
fn written(form: &[(String, String)]) -> String {
    let pairs = form.iter().map(|(name, value)| format!("{name}={}", server::percent(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Every script, by its name.
fn scripts() -> Vec<(String, Vec<Step>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    let read = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let steps = std::fs::read_to_string(path).unwrap();
        let steps = serde_json::from_str(&steps).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, steps)
    };
    files.iter().map(read).collect()
}

/// Plays every script against a program of its own on that database; what went wrong.
fn play_all(database_url: &str, store: &Store) -> Vec<String> {
    let provider = Provider::start();
    let settings = Settings::new(database_url, Some(&provider.address));
    let settings = settings.with("HEARTH_TEXT_HOURS", ANY_HOUR).with("HEARTH_SHARED_PHONES", "yes");
    let office = Office::new(store);
    settings.offer_survey();
    for tag in ["es", "ht", "vi", "zh-Hans", "ar"] {
        let review = ["survey", "review", "patient-voice", "--language", tag, "--by", REVIEWER];
        let (code, said) = settings.command(&review);
        assert_eq!(code, Some(0), "{said}");
    }
    let _server = Server::start(&settings);
    let play = |(number, (name, script)): (usize, &(String, Vec<Step>))| {
        let mut player = Player {
            settings: &settings,
            provider: &provider,
            office: &office,
            seen: HashMap::new(),
            looked_at: Vec::new(),
            said: (number, 0),
        };
        player.play(script).err().map(|fault| format!("{name}, {fault}"))
    };
    // What fails is what comes next, whosever it is: nobody else may be texted then.
    let scripts = scripts();
    let (alone, together): (Vec<_>, Vec<_>) =
        scripts.iter().enumerate().partition(|(_, (_, script))| {
            script.iter().any(|step| matches!(step, Step::FailNext { .. }))
        });
    let mut faults: Vec<String> = alone.into_iter().filter_map(play).collect();
    faults.extend(std::thread::scope(|threads| {
        let played: Vec<_> =
            together.into_iter().map(|script| threads.spawn(move || play(script))).collect();
        played.into_iter().filter_map(|played| played.join().unwrap()).collect::<Vec<_>>()
    }));
    faults
}

#[test]
fn every_script_is_played_to_its_end_on_each_engine() {
    let places = support::stores("scripts");
    let faults: Vec<String> = std::thread::scope(|threads| {
        let engines = places.iter();
        let played: Vec<_> = engines
            .map(|(place, store)| threads.spawn(move || play_all(&place.url, store)))
            .collect();
        played.into_iter().flat_map(|played| played.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
