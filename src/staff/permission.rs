//! Who may do what: the one table of roles and tasks.

use super::Role;

/// Something staff do in the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// See the ranking, before publication too. Aggregates only.
    SeeRanking,
    /// Freeze a ranking for everybody to rely on.
    PublishRanking,
    /// See the backlog with its evidence.
    SeeBacklog,
    /// Accept, defer or decline an item, or say how far it is.
    Decide,
    /// Write and sign off texts in a language.
    ReviewTexts,
    /// Write surveys and offer them.
    RunSurveys,
    /// See how many gave which answer, small counts hidden.
    SeeAnswers,
    /// Take out the answers themselves, one row a person.
    ExportAnswers,
    /// See what needs a person now, who that is about and what they wrote, and see to it.
    SeeCalls,
    /// See how talks by text stand and what was written, and take one in hand.
    Converse,
    /// Bring in people from a list, and see who is known by which number.
    ManagePeople,
    /// Merge and retire topics, name them and add new ones.
    KeepTopics,
    /// Read people's own words, and say which topics they speak of.
    CodeWords,
    /// Ask the people of a panel a survey by text, and see who answered.
    AskPeople,
    /// See who has an account, invite colleagues and end their access.
    ManageAccounts,
    /// Read who did or looked at what, and take it out.
    ReadTrail,
}

impl Role {
    /// Whether this role may do that task.
    pub fn may(self, task: Task) -> bool {
        use Role::{Administrator, Analyst, Leadership, Liaison, PatientAdvisor, Translator};
        let who: &[Role] = match task {
            Task::SeeRanking | Task::SeeBacklog => {
                &[Administrator, Liaison, Leadership, Analyst, PatientAdvisor]
            }
            Task::PublishRanking => &[Administrator, Liaison, Leadership],
            Task::Decide | Task::KeepTopics => &[Administrator, Leadership],
            Task::ReviewTexts => &[Administrator, Liaison, Translator],
            Task::RunSurveys
            | Task::ExportAnswers
            | Task::ManagePeople
            | Task::AskPeople
            | Task::Converse
            | Task::CodeWords
            | Task::SeeCalls => &[Administrator, Liaison],
            Task::SeeAnswers => &[Administrator, Liaison, Leadership, Analyst],
            Task::ManageAccounts | Task::ReadTrail => &[Administrator],
        };
        who.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table_of_roles_and_tasks_is_as_agreed() {
        use Task::{
            AskPeople, CodeWords, Converse, Decide, ExportAnswers, KeepTopics, ManageAccounts,
            ManagePeople, PublishRanking, ReadTrail, ReviewTexts, RunSurveys, SeeAnswers,
            SeeBacklog, SeeCalls, SeeRanking,
        };
        let tasks = [
            SeeRanking,
            PublishRanking,
            SeeBacklog,
            Decide,
            ReviewTexts,
            RunSurveys,
            SeeAnswers,
            ExportAnswers,
            AskPeople,
            ManageAccounts,
            SeeCalls,
            ManagePeople,
            ReadTrail,
            Converse,
            KeepTopics,
            CodeWords,
        ];
        let table: Vec<(Role, String)> = Role::ALL
            .into_iter()
            .map(|role| {
                let marks = tasks.map(|task| if role.may(task) { 'x' } else { '.' });
                (role, marks.iter().collect())
            })
            .collect();
        let agreed = [
            (Role::Administrator, "xxxxxxxxxxxxxxxx"),
            (Role::Liaison, "xxx.xxxxx.xx.x.x"),
            (Role::Leadership, "xxxx..x.......x."),
            (Role::Translator, "....x..........."),
            (Role::Analyst, "x.x...x........."),
            (Role::PatientAdvisor, "x.x............."),
        ]
        .map(|(role, marks)| (role, marks.to_owned()));
        assert_eq!(table, agreed);
    }
}
