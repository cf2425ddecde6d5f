//! Counting what changed, and reading what is counted.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::board::Unreadable;
use super::{Board, Cast, Changes, Move, Places, store};
use crate::consent::Subject;
use crate::priority::voices::{cast, ranked_question};
use crate::response::flow::{RankingAsked, Voice, list_subjects, list_voices, list_voices_of};
use crate::services::Services;
use crate::storage::{Database, Frozen, Recent, StoreError};
use crate::survey::flow::{find_offered, list_offered_slugs, read_version};

/// How many notes are looked at together: whoever writes beside it waits no longer than for these.
const NOTES_AT_ONCE: usize = 500;

/// Counts everybody whose ballot has changed by now; several may at once, on several nodes.
pub async fn count_changes(services: &Services) -> Result<(), StoreError> {
    loop {
        let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
        let found = services.store.read(move |c| find(c, &frozen, is_demo)).await?;
        let Found { begun, changes } = found;
        let is_rest = begun.is_empty() && changes.notes.len() < NOTES_AT_ONCE;
        if begun.is_empty() && changes.notes.is_empty() {
            return Ok(());
        }
        let counted = services.store.write(move |c| settle(c, &begun, &changes)).await?;
        if is_rest && counted {
            return Ok(());
        }
    }
}

/// The same within a transaction, which nobody else counts beside: then what is counted is exactly
/// what stands at this moment.
pub fn count_changes_here(
    connection: &mut Database,
    frozen: &Frozen,
    is_demo: bool,
) -> Result<(), StoreError> {
    store::lock_generation(connection)?;
    loop {
        let Found { begun, changes } = find(connection, frozen, is_demo)?;
        if begun.is_empty() && changes.notes.is_empty() {
            return Ok(());
        }
        settle(connection, &begun, &changes)?;
    }
}

/// What there is to do.
struct Found {
    /// Surveys that are not counted yet, or not by this question.
    begun: Vec<RankingAsked>,
    changes: Changes,
}

fn find(connection: &mut Database, frozen: &Frozen, is_demo: bool) -> Result<Found, StoreError> {
    // Before anything else: whoever counts or begins a survey after it makes this stale.
    let generation = store::find_generation(connection)?;
    let counted = store::list_counted(connection)?;
    let mut begun = list_asked(connection, frozen, is_demo)?;
    begun.retain(|asked| !counted.contains(asked));
    let changes = find_changes(connection, frozen, generation, &counted)?;
    Ok(Found { begun, changes })
}

/// Does what was found, the surveys to begin first; `false` if there is more to find.
fn settle(
    connection: &mut Database,
    begun: &[RankingAsked],
    changes: &Changes,
) -> Result<bool, StoreError> {
    if begun.is_empty() {
        return store::count(connection, changes);
    }
    // In the order in which everybody takes hold of rows. And whoever looked before this does not
    // know that the survey is counted: the notes made here are not theirs to use up.
    store::begin_generation(connection)?;
    for asked in begun {
        store::begin(connection, asked)?;
    }
    Ok(false)
}

/// What is to be counted of the surveys that are published.
fn list_asked(
    connection: &mut Database,
    frozen: &Frozen,
    is_demo: bool,
) -> Result<Vec<RankingAsked>, StoreError> {
    let mut asked = Vec::new();
    for slug in list_offered_slugs(connection)? {
        let Some(offered) = find_offered(connection, frozen, is_demo, &slug)? else { continue };
        let version = &offered.version;
        asked.extend(ranked_question(&version.survey).map(|question| RankingAsked {
            survey_id: version.survey_id,
            question_id: question.id.clone(),
            programme: version.programme.clone(),
        }));
    }
    Ok(asked)
}

/// Whose ballot moves, by the oldest notes.
///
/// What is read after a note may be newer than it: then there is another note, and what it says is
/// counted already.
fn find_changes(
    connection: &mut Database,
    frozen: &Frozen,
    generation: i64,
    counted: &[RankingAsked],
) -> Result<Changes, StoreError> {
    let (notes, subjects) = list_noted(connection, NOTES_AT_ONCE)?;
    if notes.is_empty() {
        return Ok(Changes { generation, ..Changes::default() });
    }
    let mut moves = Vec::new();
    for asked in counted {
        moves.extend(find_moves(connection, frozen, asked, &subjects)?);
    }
    Ok(Changes { generation, notes, moves })
}

/// The oldest notes, by row, and whom they are on, each once.
fn list_noted(
    connection: &mut Database,
    most: usize,
) -> Result<(Vec<i64>, Vec<Subject>), StoreError> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let (mut rows, mut subjects) = (Vec::new(), HashSet::new());
    for notes in store::list_notes(connection, most)?.chunks(NOTES_AT_ONCE) {
        let responses: Vec<i64> = notes.iter().filter_map(|(_, _, response)| *response).collect();
        subjects.extend(list_subjects(connection, &responses)?);
        subjects.extend(
            notes.iter().filter_map(|(_, participant, _)| participant.map(Subject::Participant)),
        );
        rows.extend(notes.iter().map(|(id, ..)| *id));
    }
    Ok((rows, subjects.into_iter().collect()))
}

fn find_moves(
    connection: &mut Database,
    frozen: &Frozen,
    asked: &RankingAsked,
    subjects: &[Subject],
) -> Result<Vec<Move>, StoreError> {
    let mut before = HashMap::new();
    for is_known in [true, false] {
        let ids: Vec<i64> = subjects.iter().filter_map(|of| id_if(*of, is_known)).collect();
        for (id, ballot_id, cast) in store::list_casts(connection, asked.survey_id, is_known, &ids)?
        {
            let subject =
                if is_known { Subject::Participant(id) } else { Subject::AnonymousResponse(id) };
            before.insert(subject, (ballot_id, cast));
        }
    }
    let voices = list_voices_of(connection, frozen, asked, subjects)?;
    let mut now = casts(connection, frozen, asked, &voices)?;
    let moves = subjects.iter().filter_map(|&subject| {
        let (before, now) = (before.remove(&subject), now.remove(&subject));
        let is_same = before.as_ref().map(|(_, cast)| cast) == now.as_ref();
        let from = before.map(|(id, _)| id);
        (!is_same).then_some(Move { survey_id: asked.survey_id, subject, from, to: now })
    });
    Ok(moves.collect())
}

fn id_if(subject: Subject, is_known: bool) -> Option<i64> {
    match subject {
        Subject::Participant(id) => is_known.then_some(id),
        Subject::AnonymousResponse(id) => (!is_known).then_some(id),
    }
}

/// Where each of these voices counts.
fn casts(
    connection: &mut Database,
    frozen: &Frozen,
    asked: &RankingAsked,
    voices: &[Voice],
) -> Result<HashMap<Subject, Cast>, StoreError> {
    let mut casts = HashMap::new();
    for voice in voices {
        let version = read_version(connection, frozen, voice.answer.version_id)?;
        let Some(question) = version.survey.question(&asked.question_id) else { continue };
        let (group, ballot) = cast(voice, question);
        let people = serde_json::to_string(&group).expect("texts and numbers have a JSON form");
        casts.insert(voice.answer.subject, Cast { people, ballot });
    }
    Ok(casts)
}

/// The counts of a survey over what is ranked, as they stand: kept in memory, and only what changed
/// is read.
pub fn with_board<T>(
    connection: &mut Database,
    recent: &Recent,
    survey_id: i64,
    places: &Places,
    look: impl FnOnce(&Board) -> T,
) -> Result<T, StoreError> {
    let board = recent.get_or_keep(survey_id, Mutex::<Board>::default);
    let mut board = board.lock().unwrap_or_else(PoisonError::into_inner);
    follow(connection, survey_id, &mut board, places)?;
    Ok(look(&board))
}

/// The same inside a transaction that has counted: nothing of it is kept in memory, since it may
/// still be taken back.
pub fn board_here(
    connection: &mut Database,
    recent: &Recent,
    survey_id: i64,
    places: &Places,
) -> Result<Board, StoreError> {
    let kept = recent.get_or_keep(survey_id, Mutex::<Board>::default);
    let mut board = kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
    follow(connection, survey_id, &mut board, places)?;
    Ok(board)
}

fn follow(
    connection: &mut Database,
    survey_id: i64,
    board: &mut Board,
    places: &Places,
) -> Result<(), StoreError> {
    // Before the rows: of what is counted after it, some may be among them, and is read again.
    let generation = store::find_generation(connection)?;
    let mut changed = store::list_changed_after(connection, board.generation)?;
    let groups = store::list_groups_after(connection, survey_id, board.last_group())?;
    let new: HashSet<i64> = groups.iter().map(|(id, _)| *id).collect();
    changed.retain(|row| board.has_group(row.group_id) || new.contains(&row.group_id));
    let unreadable = |(table, id): Unreadable| StoreError::inconsistent(table, &id);
    board.follow(generation, groups, changed, places).map_err(unreadable)
}

/// How many people of a published ranking have left it since.
pub fn count_departed(
    connection: &mut Database,
    survey_id: i64,
    snapshot_id: i64,
) -> Result<i64, StoreError> {
    Ok(store::count_departed(connection, survey_id, snapshot_id)?)
}

/// What an audit of the counts found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Surveys that are counted.
    pub surveys: usize,
    /// People who are counted in them.
    pub people: i64,
    /// Groups and ballots whose count is not what the answers come to.
    pub differences: usize,
}

/// Counts all answers anew and compares, in one snapshot of the database.
pub fn audit(connection: &mut Database, frozen: &Frozen) -> Result<Audit, StoreError> {
    let counted = store::list_counted(connection)?;
    let mut found = Audit { surveys: counted.len(), ..Audit::default() };
    for asked in &counted {
        let voices = list_voices(connection, frozen, asked)?;
        let mut expected: BTreeMap<Cast, i64> = BTreeMap::new();
        for cast in casts(connection, frozen, asked, &voices)?.into_values() {
            *expected.entry(cast).or_default() += 1;
        }
        let kept = kept(connection, frozen, asked)?;
        found.people += expected.values().sum::<i64>();
        let all: BTreeSet<&Cast> = expected.keys().chain(kept.keys()).collect();
        found.differences += all.into_iter().filter(|c| expected.get(c) != kept.get(c)).count();
    }
    Ok(found)
}

/// What is counted, with all that is still noted.
fn kept(
    connection: &mut Database,
    frozen: &Frozen,
    asked: &RankingAsked,
) -> Result<BTreeMap<Cast, i64>, StoreError> {
    let groups: HashMap<i64, String> =
        store::list_groups_after(connection, asked.survey_id, 0)?.into_iter().collect();
    let mut kept = BTreeMap::new();
    let mut casts = HashMap::new();
    for row in store::list_changed_after(connection, -1)? {
        let Some(people) = groups.get(&row.group_id).cloned() else { continue };
        let cast = Cast { people, ballot: row.ballot };
        casts.insert(row.id, cast.clone());
        kept.insert(cast, row.cast_by);
    }
    let (_, noted) = list_noted(connection, usize::MAX)?;
    for subjects in noted.chunks(NOTES_AT_ONCE) {
        for moved in find_moves(connection, frozen, asked, subjects)? {
            if let Some(cast) = moved.from.and_then(|id| casts.get(&id)) {
                *kept.entry(cast.clone()).or_default() -= 1;
            }
            if let Some(cast) = moved.to {
                *kept.entry(cast).or_default() += 1;
            }
        }
    }
    kept.retain(|_, people| *people != 0);
    Ok(kept)
}
