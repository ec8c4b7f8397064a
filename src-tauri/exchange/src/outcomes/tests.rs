//! Maps and the sheets they are for.

use corong_domain::estimate::closing::{Ending, Spell};
use corong_domain::estimate::table::Value;

use super::*;
use crate::sheet::{Sheet, SheetOptions};

const MAP: &str = r#"
[outcome]
column = "stage"
won = ["Won"]
open = ["Open"]
[missing]
values = ["Select"]
[numbers]
columns = ["visits"]
[categories]
columns = ["source"]
[seen_at_least]
source = 50
[excluded]
ids = ["id"]
[dates]
opened = "from"
closed = "to"
"#;

const SHEET: &str = "id,stage,visits,source,from,to\n\
1,Won,\"1,5\",Web,2017-01-10,2017-03-01\n\
2,Lost,x,Select,2017-03-05,2017-03-06\n\
3,Open,2.5,Fair,2017-03-07,\n\
4,,3,Fair,2017-03-07,\n\
5,Lost,,Web,2017-03-09,2017-03-09\n";

fn sheet(text: &str) -> Sheet {
    Sheet::open(text.as_bytes(), &SheetOptions::default()).unwrap()
}

fn past(map: &str) -> Result<Past, MapError> {
    read_past(&sheet(SHEET), &OutcomeMap::read(map)?)
}

#[test]
fn values_outcomes_and_times_are_read() {
    let past = past(MAP).unwrap();
    assert_eq!(past.unknown_outcomes, 1, "an outcome without text is none");
    assert_eq!(past.variables[1].minimum, Some(50));
    let text = |text: &str| Value::Text(text.to_owned());
    let values: Vec<&[Value]> = past.rows.iter().map(|row| row.values.0.as_slice()).collect();
    assert_eq!(values[0], [Value::Number(1.5), text("Web")]);
    assert_eq!(values[1], [Value::Missing, Value::Missing]);
    assert_eq!(past.table().won(), [true, false, false]);
    let history = past.history.unwrap();
    assert_eq!((history.from.to_string(), history.as_of.to_string()), ("2017-03-01".into(), "2017-03-09".into()));
    let spell = |entered: f64, left: f64, ending| Spell { entered, left, ending };
    assert_eq!(
        past.spells(),
        [
            // Opened fifty days before the first outcome that is in the file.
            spell(49.0, 50.0, Ending::Won),
            spell(0.0, 1.0, Ending::Lost),
            spell(0.0, 2.0, Ending::Open),
            spell(0.0, 0.0, Ending::Lost),
        ]
    );
}

#[test]
fn the_map_can_say_since_when_and_until_when() {
    let told = past(&format!("{MAP}as_of = \"2017-04-07\"\nhistory_from = \"2017-01-01\"\n")).unwrap();
    assert_eq!(told.spells()[0].entered, 0.0);
    assert_eq!(told.spells()[2].left, 31.0);
}

#[test]
fn what_does_not_fit_is_said() {
    let without = |line: &str| MAP.replace(line, "");
    assert!(matches!(past(&without("ids = [\"id\"]")), Err(MapError::NotListed { column }) if column == "id"));
    let twice = MAP.replace("ids = [\"id\"]", "ids = [\"id\", \"visits\"]");
    assert!(matches!(past(&twice), Err(MapError::ListedTwice { column }) if column == "visits"));
    let absent = MAP.replace("ids = [\"id\"]", "ids = [\"id\", \"x\"]");
    assert!(matches!(past(&absent), Err(MapError::NoColumn { column }) if column == "x"));
    let wrong = MAP
        .replace("opened = \"from\"", "opened = \"source\"")
        .replace("columns = [\"source\"]", "columns = [\"from\"]");
    assert!(matches!(past(&wrong), Err(MapError::NoColumn { .. } | MapError::NotDates { .. })));
    assert!(matches!(past("[outcome"), Err(MapError::Toml(_))));
    let unknown = format!("{MAP}sometimes = 1\n");
    assert!(matches!(past(&unknown), Err(MapError::Toml(_))), "a word that means nothing is no silent mistake");
    let american = MAP.replace("closed = \"to\"", "closed = \"to\"\nformat = \"%m/%d/%Y\"");
    assert!(matches!(past(&american), Err(MapError::NotDates { column }) if column == "from"));
}
