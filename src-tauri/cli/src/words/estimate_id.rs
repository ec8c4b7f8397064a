//! Indonesian words about estimates.

use corong_book::{ClosingFigures, Evaluated, ShownChance};
use corong_domain::estimate::chance::BaseRateCause;

/// How good estimates are on past opportunities.
pub fn evaluated(found: &Evaluated) -> String {
    let how = if found.tested { "dinilai pada berkas lain" } else { "dengan validasi silang" };
    let mut lines = vec![format!(
        "{} hasil, {how}; dipelajari dari {} menang dan {} kalah; {} masih terbuka, {} baris tidak terbaca",
        found.n, found.outcomes.won, found.outcomes.lost, found.open, found.refused
    )];
    let chance = &found.chance;
    if let (Some(auc), Some(loss), Some(ece)) = (chance.auc, chance.log_loss, chance.ece10) {
        lines.push(format!("Peluang menang: AUC {auc:.3}, log loss {loss:.3}, galat kalibrasi {ece:.3}"));
    }
    let share = found.outcomes.share() * 100.0;
    lines.push(match chance.shown {
        ShownChance::Learnt => "Yang ditampilkan adalah hasil belajar: lebih tepat daripada rata-rata.".to_owned(),
        ShownChance::BaseRate(BaseRateCause::NoSignal) => format!(
            "Yang ditampilkan adalah rata-rata, {share:.1} %: dalam validasi silang kolom-kolomnya tidak menerangkan hasil."
        ),
        ShownChance::BaseRate(BaseRateCause::OneSided) => {
            format!("Yang ditampilkan adalah rata-rata, {share:.1} %: hampir semua berakhir sama.")
        }
        ShownChance::Plan => "Yang ditampilkan adalah nilai rencana corong: hasilnya kurang dari 8.".to_owned(),
    });
    if let (Some(model), ShownChance::BaseRate(_)) = (&chance.model, chance.shown) {
        lines.push(format!(
            "Modelnya sendiri: AUC {:.3}, log loss {:.3} (rata-rata {:.3}), galat kalibrasi {:.3}",
            model.auc, model.log_loss, model.base_log_loss, model.ece10
        ));
    }
    lines.extend(found.closing.as_ref().map(closing));
    lines.join("\n")
}

fn closing(found: &ClosingFigures) -> String {
    let ClosingFigures { n, events, wins, late, still_open, won, quartiles, enough } = found;
    let basis = format!("dari {n}, {events} di antaranya berakhir dan {wins} menang; {late} baru terpantau kemudian");
    let Some([lower, median, upper]) = quartiles else { return format!("Hari sampai menang: belum cukup ({basis})") };
    let mut text = format!(
        "Hari sampai menang: separuh dalam {median:.0}, seperempat dalam {lower:.0}, tiga perempat dalam {upper:.0} ({basis}; {:.0} % menang)",
        won * 100.0
    );
    if !enough {
        text.push_str(&format!(
            "\nYang lama belum cukup: {:.0} % masih terbuka pada hasil terakhir, jadi hari-hari ini terlalu pendek dan tidak ditampilkan.",
            still_open * 100.0
        ));
    }
    text
}
