//! In the gallery.

use super::{AreaField, CheckField, RadioField, TextField};
use crate::ui::{FaultSummary, form_state};
use crate::wire::Replay;
use domain::authorization::Schedule;
use domain::{Fault, FaultCode};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What was typed, and what is wrong with it.
fn refused() -> Replay {
    let values =
        [("job_title", "Engineer"), ("start_date", "02/30/2026"), ("schedule", "full_time")];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let faults = vec![
        Fault { field: "name".into(), code: FaultCode::Required },
        Fault { field: "start_date".into(), code: FaultCode::NoSuchDay },
        Fault { field: "relation".into(), code: FaultCode::Required },
    ];
    Replay { values: values.into_iter().collect(), faults }
}

/// A form as it comes back: some of it wrong.
pub fn states() -> AnyView {
    let form = form_state(BTreeMap::new(), Some(refused()));
    let schedules = Schedule::ALL.iter().map(|s| (s.code(), s.words())).collect();
    view! {
        <h2>"Fields"</h2>
        <p class="usa-hint">"A form that was refused."</p>
        <div class="form">
            <FaultSummary form=form title="Gallery"/>
            <TextField name="name" autocomplete="organization"/>
            <TextField name="job_title" optional=true/>
            <RadioField name="schedule" choices=schedules hint="Full time is more than 20 hours a week."/>
            <TextField name="start_date" hint="Month, day, year." inputmode="numeric" width="m"/>
            <TextField name="ein" readonly=true width="m"/>
            <CheckField name="self_employed" hint="What a tick means."/>
            <AreaField name="relation" most=1000/>
        </div>
    }
    .into_any()
}
