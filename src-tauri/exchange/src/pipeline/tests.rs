//! Sheets of several programs.

use corong_domain::funnel::Role;
use corong_domain::money::Money;

use super::*;
use crate::sheet::{Sheet, SheetOptions};

fn sheet(text: &str) -> Sheet {
    Sheet::open(text.as_bytes(), &SheetOptions::default()).unwrap()
}

fn kind(text: &str) -> Option<SheetKind> {
    Layout::of(&sheet(text), &PipelineMap::default()).ok().map(|layout| layout.kind)
}

#[test]
fn each_sheet_is_known_by_its_header() {
    for (header, expected) in [
        (
            "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
            Some(SheetKind::Opportunities),
        ),
        ("Deal Name;Deal Stage;Amount;Close Date;Deal owner;Associated Company", Some(SheetKind::Opportunities)),
        ("Opportunity ID,Account Name,Stage,Created Date,Amount", Some(SheetKind::Opportunities)),
        ("Perusahaan,Tahap,Nilai", Some(SheetKind::Opportunities)),
        ("account,sector,year_established,revenue", Some(SheetKind::Accounts)),
        ("Company name,Industry,Website", Some(SheetKind::Accounts)),
        ("product,series,sales_price", Some(SheetKind::Products)),
        ("Nama Produk,Harga", Some(SheetKind::Products)),
        ("sales_agent,manager,regional_office", Some(SheetKind::Team)),
        ("colour,shape", None),
    ] {
        assert_eq!(kind(&format!("{header}\n1,2,3\n")), expected, "{header}");
    }
}

#[test]
fn an_opportunity_is_read() {
    let sheet = sheet(
        "Deal ID,Deal Name,Stage,Created Date,Close Date,Amount,Currency,Company\n\
        7,Coffee machines,Closed Won,01/02/2024,15/03/2024,\"$4,514.50\",USD,PT Maju\n\
        8,,Proposal/Price Quote,20/02/2024,30/06/2024,100,,PT Maju\n\
        9,,Closed Lost,20/02/2024,19/02/2024,0,,PT Maju\n\
        10,,Closed Lost,20/02/2024,21/02/2024,0,,\n\
        11,,Limbo,20/02/2024,,,,X\n\
        12,,Closed Won,20/02/2024,,abc,,X\n",
    );
    let map = PipelineMap::default();
    let layout = Layout::of(&sheet, &map).unwrap();
    let rows: Vec<_> = sheet.rows().map(|row| layout.deal(&row.unwrap(), &map, "IDR")).collect();
    let won = rows[0].as_ref().unwrap();
    assert_eq!((won.key.as_str(), won.title.as_str(), won.account.as_str()), ("7", "Coffee machines", "PT Maju"));
    assert_eq!(won.stage, Some(DealStage::Won));
    assert_eq!(
        (won.opened_on.unwrap().to_string(), won.closed_on.unwrap().to_string()),
        ("2024-02-01".into(), "2024-03-15".into())
    );
    assert_eq!(won.amount, Some(Money::new(451_450, "USD")));
    let open = rows[1].as_ref().unwrap();
    assert_eq!((open.stage.clone(), open.closed_on), (Some(DealStage::At(Role::BidSent)), None), "not closed yet");
    assert_eq!(open.amount, Some(Money::new(10_000, "IDR")));
    assert_eq!(rows[2], Err(RowProblem::Day(Column::Closed)));
    assert_eq!(rows[3].as_ref().unwrap().amount, None, "0 of a lost one is not its value");
    assert_eq!(rows[4].as_ref().unwrap().stage, None);
    assert_eq!(rows[5], Err(RowProblem::Amount));
}

#[test]
fn a_map_says_what_the_header_does_not() {
    let text = "kind = \"opportunities\"\ndate_format = \"%d.%m.%y\"\ncurrency = \"EUR\"\n[columns]\nid = \"Nr\"\nstage = \"Lage\"\n\
        opened = \"Seit\"\naccount = \"Firma\"\namount = \"Wert\"\n[stages]\n\"Gewonnen\" = \"won\"\n\"Angebot\" = \"bid_sent\"\n";
    let map = PipelineMap::read(text).unwrap();
    let sheet = sheet("Nr;Firma;Lage;Wert;Seit\n1;Müller;Gewonnen;1.234,50;\n2;Maier;Angebot;;\n");
    let layout = Layout::of(&sheet, &map).unwrap();
    let rows: Vec<_> = sheet.rows().map(|row| layout.deal(&row.unwrap(), &map, "IDR").unwrap()).collect();
    assert_eq!(
        (rows[0].stage.clone(), rows[0].amount.clone()),
        (Some(DealStage::Won), Some(Money::new(123_450, "EUR")))
    );
    assert_eq!(rows[1].stage, Some(DealStage::Key("bid_sent".to_owned())));
    let wrong = text.replace("\"Nr\"", "\"Nummer\"");
    let unfit = Layout::of(&sheet, &PipelineMap::read(&wrong).unwrap()).unwrap_err();
    assert_eq!(unfit, Unfit::NoColumn("Nummer".to_owned()));
    assert!(PipelineMap::read("columns = 3").is_err());
}

#[test]
fn what_has_no_column_of_its_own_stays_in_the_note() {
    let sheet =
        sheet("account,sector,revenue,office_location,website\nAcme,retail,1100.04,Kenya,https://www.acme.example/x\n");
    let layout = Layout::of(&sheet, &PipelineMap::default()).unwrap();
    let account = layout.account(&sheet.rows().next().unwrap().unwrap()).unwrap();
    assert_eq!((account.sector.as_str(), account.domain.as_str()), ("retail", "acme.example"));
    assert_eq!(account.note, "revenue: 1100.04\noffice_location: Kenya");
}

#[test]
fn amounts_are_read_to_the_minor_unit() {
    for (text, currency, minor) in [
        ("4514", "USD", Some(451_400)),
        ("4514.5", "USD", Some(451_450)),
        ("4,514", "USD", Some(451_400)),
        ("4.514", "IDR", Some(451_400)),
        ("4,514.05", "USD", Some(451_405)),
        ("4.514,05", "EUR", Some(451_405)),
        ("Rp 12.500.000", "IDR", Some(1_250_000_000)),
        ("$ 1,234,567.89", "USD", Some(123_456_789)),
        ("-10", "USD", Some(-1_000)),
        ("500.00", "JPY", Some(500)),
        ("12,5", "EUR", Some(1_250)),
        ("1.2345", "USD", None),
        ("x", "USD", None),
        ("1e9", "USD", None),
    ] {
        assert_eq!(amount_of(text, currency).map(|money| money.minor), minor, "{text}");
    }
}
