//! Indonesian words about estimates.

use corong_book::{ClosingFigures, Evaluated, ShownChance, StageEstimate};
use corong_domain::estimate::chance::{BaseRateCause, Outcomes, WinChance, WinEstimator, WinReason};
use corong_domain::estimate::closing_cells::Closing;
use corong_domain::estimate::table::Value;

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

/// How the estimates of a stage stand.
pub fn stage(found: &StageEstimate) -> String {
    let Outcomes { won, lost } = found.outcomes;
    let win = match &found.win {
        WinEstimator::Plan { .. } => "peluang menurut rencana, hasil kurang dari 8".to_owned(),
        WinEstimator::BaseRate { share, cause: BaseRateCause::NoSignal, .. } => {
            format!("peluang {:.1} % untuk semua: data tidak membedakannya", share * 100.0)
        }
        WinEstimator::BaseRate { share, cause: BaseRateCause::OneSided, .. } => {
            format!("peluang {:.1} % untuk semua: hampir semua berakhir sama", share * 100.0)
        }
        WinEstimator::Learnt { checked, .. } => format!(
            "peluang dipelajari: AUC {:.3}, log loss {:.3} (rata-rata {:.3}), galat kalibrasi {:.3}",
            checked.auc, checked.log_loss, checked.base_log_loss, checked.ece10
        ),
    };
    let time = match &found.closing {
        Closing::Data { basis, p20, p50, p80, .. } => {
            format!("menang dalam {p50:.0} hari ({p20:.0} sampai {p80:.0}), dari {}", basis.n)
        }
        Closing::NotEnoughLongOnes { basis, still_open } => {
            format!("hari: yang lama belum cukup, {:.0} % dari {} masih terbuka", still_open * 100.0, basis.n)
        }
        Closing::NoneWonThisLate { basis } => format!("hari: tidak satu pun dari {} menang", basis.n),
        Closing::Plan => "hari menurut rencana".to_owned(),
    };
    format!("{} {}: {won} menang, {lost} kalah; {win}; {time}", found.funnel, found.stage)
}

/// How likely it is won, and from what that is known.
pub fn chance(chance: &WinChance) -> String {
    let percent = chance.percent();
    match chance {
        WinChance::Decided { .. } => format!("Peluang menang: {percent:.0} %"),
        WinChance::Own { .. } => format!("Peluang menang: {percent:.0} %, angka sendiri"),
        WinChance::Plan { outcomes, .. } => {
            format!(
                "Peluang menang: {percent:.0} %, menurut rencana ({} menang, {} kalah terlalu sedikit)",
                outcomes.won, outcomes.lost
            )
        }
        WinChance::BaseRate { outcomes, .. } => {
            format!(
                "Peluang menang: {percent:.0} %, sama untuk semua: dari {} menang, {} kalah",
                outcomes.won, outcomes.lost
            )
        }
        WinChance::Learnt { outcomes, reasons_for, reasons_against, .. } => {
            let mut text =
                format!("Peluang menang: {percent:.0} %, dari {} menang, {} kalah", outcomes.won, outcomes.lost);
            for reason in reasons_for.iter().chain(reasons_against) {
                text.push_str(&format!("\n    {:+.0}  {}", reason.points, named(reason)));
            }
            text
        }
    }
}

fn named(reason: &WinReason) -> String {
    let name = match reason.variable.as_str() {
        "source" => "sumber",
        "event" => "acara",
        "country" => "negara",
        "region" => "wilayah",
        "company_form" => "bentuk perusahaan",
        "sector" => "sektor",
        "email" => "surel",
        "phone" => "telepon",
        "temperature" => "kehangatan",
        "salesperson" => "tenaga penjual",
        "days_before" => "hari sebelum tahap ini",
        "activities" => "kegiatan sebelum tahap ini",
        other => other.strip_prefix("tag:").unwrap_or(other),
    };
    match &reason.value {
        Value::Missing => format!("{name}: tidak diketahui"),
        Value::Number(number) => format!("{name}: {number:.0}"),
        Value::Text(text) => format!("{name}: {text}"),
    }
}
