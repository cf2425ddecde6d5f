//! What the demo's leadership decided on, and what the community reads of it.
//!
//! The words in other languages than English are drafts that nobody reviewed, and say so.

use super::Account;
use crate::app;
use crate::backlog::Status;
use crate::backlog::flow::{Decide, Words, decide as take_decision};
use crate::backlog::store::find_item_of_topic;
use crate::cli::CommandError;
use crate::i18n::Language;
use crate::priority::flow::publish;
use crate::services::Services;
use crate::staff::{Role, SignedIn};

/// What is decided on a topic: the steps, and the words in each language.
struct Plan {
    topic: &'static str,
    steps: &'static [Status],
    words: &'static [(&'static str, &'static str)],
}

const PLANS: [Plan; 4] = [
    Plan {
        topic: "transport",
        steps: &[Status::Accepted, Status::Testing],
        words: &[
            (
                "en",
                "We are trying a free van from North and Harbor on Tuesdays and Thursdays until March. Then we look at who could come because of it, and tell you.",
            ),
            (
                "es",
                "Estamos probando una camioneta gratis desde North y Harbor los martes y jueves hasta marzo. Después veremos quién pudo venir gracias a ella y se lo contaremos.",
            ),
            (
                "ht",
                "N ap eseye yon minibis gratis soti North ak Harbor chak madi ak jedi jiska mas. Apre sa n ap gade kiyès ki te ka vini gras ak li, epi n ap di nou.",
            ),
            (
                "vi",
                "Chúng tôi đang thử xe đưa đón miễn phí từ North và Harbor vào thứ Ba và thứ Năm đến tháng Ba. Sau đó chúng tôi xem ai đến được nhờ xe này và báo lại.",
            ),
            (
                "zh-Hans",
                "我们正在试行每周二、周四从 North 和 Harbor 出发的免费接送车，到三月为止。之后我们会看看哪些人因此能来，并告诉大家。",
            ),
            (
                "ar",
                "نجرّب حافلة صغيرة مجانية من North وHarbor يومي الثلاثاء والخميس حتى مارس. بعد ذلك ننظر من استطاع الحضور بفضلها ونخبركم.",
            ),
        ],
    },
    Plan {
        topic: "dental-care",
        steps: &[Status::NotNow],
        words: &[
            (
                "en",
                "Not this year: we could not find a second dentist. We ask again in June, and keep a list of dentists nearby who take our patients.",
            ),
            (
                "es",
                "Este año no: no pudimos encontrar un segundo dentista. Lo intentaremos otra vez en junio, y tenemos una lista de dentistas cercanos que atienden a nuestros pacientes.",
            ),
            (
                "ht",
                "Pa ane sa a: nou pa t jwenn yon dezyèm dantis. N ap chache ankò an jen, epi nou gen yon lis dantis toupre ki resevwa pasyan nou yo.",
            ),
            (
                "vi",
                "Chưa phải năm nay: chúng tôi chưa tìm được nha sĩ thứ hai. Chúng tôi sẽ tìm lại vào tháng Sáu và có danh sách nha sĩ gần đây nhận bệnh nhân của chúng tôi.",
            ),
            (
                "zh-Hans",
                "今年还不行：我们没能找到第二位牙医。六月我们会再找，同时备有附近愿意接诊我们患者的牙医名单。",
            ),
            (
                "ar",
                "ليس هذا العام: لم نجد طبيب أسنان ثانيًا. سنحاول مجددًا في يونيو، ولدينا قائمة بأطباء أسنان قريبين يستقبلون مرضانا.",
            ),
        ],
    },
    Plan {
        topic: "interpreters",
        steps: &[Status::Accepted, Status::Implementing, Status::DoneTelling],
        words: &[
            (
                "en",
                "An interpreter is now at every visit that needs one, by phone or in the room. Ask at the desk; it is free.",
            ),
            (
                "es",
                "Ahora hay intérprete en cada consulta que lo necesita, por teléfono o en persona. Pídalo en recepción; es gratis.",
            ),
            (
                "ht",
                "Kounye a gen yon entèprèt nan chak konsiltasyon ki bezwen youn, nan telefòn oswa an pèsòn. Mande nan resepsyon an; li gratis.",
            ),
            (
                "vi",
                "Bây giờ mỗi lần khám cần thông dịch đều có người thông dịch, qua điện thoại hoặc tại chỗ. Xin hỏi ở quầy; miễn phí.",
            ),
            ("zh-Hans", "现在每次需要口译的就诊都有口译员，可通过电话或到场。请在前台提出；免费。"),
            (
                "ar",
                "يوجد الآن مترجم في كل زيارة تحتاج إليه، بالهاتف أو حضوريًا. اطلبه من الاستقبال؛ الخدمة مجانية.",
            ),
        ],
    },
    Plan {
        topic: "medicine-cost",
        steps: &[Status::UnderReview, Status::Declined],
        words: &[
            (
                "en",
                "No, because we cannot set what medicine costs. We can help you pay less: ask at the desk for the form for discounts, and we fill it in with you.",
            ),
            (
                "es",
                "No, porque nosotros no fijamos el precio de las medicinas. Sí podemos ayudarle a pagar menos: pida en recepción el formulario de descuentos y lo llenamos con usted.",
            ),
            (
                "ht",
                "Non, paske se pa nou ki fikse pri medikaman yo. Nou ka ede w peye mwens: mande fòm pou rabè a nan resepsyon an, epi n ap ranpli l avè w.",
            ),
            (
                "vi",
                "Không, vì chúng tôi không quyết định được giá thuốc. Chúng tôi có thể giúp quý vị trả ít hơn: xin hỏi ở quầy mẫu đơn giảm giá, chúng tôi sẽ điền cùng quý vị.",
            ),
            (
                "zh-Hans",
                "不会，因为药价不由我们决定。我们可以帮您少付一些：请在前台索取优惠申请表，我们陪您一起填写。",
            ),
            (
                "ar",
                "لا، لأننا لا نحدد أسعار الأدوية. لكن يمكننا مساعدتك على دفع مبلغ أقل: اطلب استمارة الخصم من الاستقبال ونملؤها معك.",
            ),
        ],
    },
];

/// Publishes the ranking as it stands at that moment.
pub async fn publish_then(
    services: &Services,
    accounts: &[Account],
    slug: &str,
) -> Result<(), CommandError> {
    let reactions = app::priority_reactions();
    publish(services, &reactions, &leader(accounts)?, slug, "demo".to_owned())
        .await
        .map(|_| ())
        .map_err(CommandError::from_display)
}

fn leader(accounts: &[Account]) -> Result<SignedIn, CommandError> {
    accounts
        .iter()
        .find(|account| account.role == Role::Leadership)
        .map(|account| SignedIn {
            account_id: account.id,
            role: account.role,
            language: Language::new("en"),
            csrf_token: String::new(),
        })
        .ok_or_else(|| CommandError("the demo has nobody who decides".to_owned()))
}

/// Publishes the ranking and decides on what it brought up.
pub async fn decide(
    services: &Services,
    accounts: &[Account],
    slug: &str,
) -> Result<(), CommandError> {
    publish_then(services, accounts, slug).await?;
    let leader = leader(accounts)?;
    for plan in &PLANS {
        // Only what the ranking brought up is on the backlog.
        let item_id = services
            .store
            .read_now(|connection| find_item_of_topic(connection, plan.topic))
            .map_err(CommandError::from_display)?;
        if let Some(item_id) = item_id {
            carry_out(services, &leader, item_id, plan).await?;
        }
    }
    Ok(())
}

async fn carry_out(
    services: &Services,
    leader: &SignedIn,
    item_id: i64,
    plan: &Plan,
) -> Result<(), CommandError> {
    let mut from = Status::Proposed;
    for to in plan.steps {
        let words = |(tag, text): &(&str, &str)| Words {
            language: Language::new(tag),
            text: (*text).to_owned(),
        };
        let is_told = to.needs_public_words();
        let decision = Decide {
            item_id,
            from,
            to: *to,
            reason: plan.words.first().filter(|_| is_told).map(words),
            drafts: plan.words.iter().skip(1).filter(|_| is_told).map(words).collect(),
            request_id: "demo".to_owned(),
        };
        take_decision(services, leader, decision).await.map_err(CommandError::from_display)?;
        from = *to;
    }
    Ok(())
}
