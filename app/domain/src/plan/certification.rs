//! What each signer certifies, point by point, after Form I-983 (7/16) and 8 CFR 214.2(f)(10)(ii)(C). The
//! words are ours; they say what the form's certifications say, and are part of what a signature covers.

use super::Signer;

/// What stands above each certification: a declaration under penalty of perjury.
pub const DECLARATION: &str = "I declare under penalty of perjury that what I state in this plan is true and correct to the best of my knowledge, information and belief. I understand that the law severely punishes whoever knowingly falsifies or hides a material fact, or uses a false document, for this form.";

const CHANGES: &str = "I will tell the DSO at the earliest opportunity of any material change to this plan or departure from it, such as a new Employer Identification Number after a reorganization, lower pay that does not come with fewer hours, markedly fewer hours a week, any drop below 20 hours a week, and changes to the employer's commitments or the student's learning objectives.";

const STUDENT: &[&str] = &[
    "I have reviewed and understand this training plan, and will follow it.",
    "I will tell the DSO at the earliest opportunity if I believe that my employer does not give me the training described here.",
    "I understand that the Department of Homeland Security may deny, revoke or end the STEM OPT of a student who does not, or whose employer does not, comply with the law or with this plan.",
    "My practical training is directly related to the STEM degree that qualifies me for the extension.",
    CHANGES,
];

const SIGNATORY: &[&str] = &[
    "I have reviewed and understand this training plan, and will see to it that the overseeing official follows it.",
    CHANGES,
    "I will report to the DSO within five business days if the student's employment ends or the student departs. Business days leave out weekends and federal holidays. A student has departed when the employer knows that the student has left, or when the student has not reported for training for five business days in a row without the employer's consent, whichever is earlier.",
    "The training is directly related to the STEM degree that qualifies the student for the extension, and the position serves the objectives of this training.",
    "The student receives on-site supervision and training, as described here, by experienced and knowledgeable staff.",
    "The employer has the resources and personnel for this training and is ready to give it, at the places named here.",
    "The student replaces no full-time, part-time, temporary or permanent US worker. Duties, hours and pay are commensurate with those of similarly situated US workers of the employer or, where it has not employed more than two of them lately, with those of other employers in the area.",
    "The training complies with all federal and state requirements on employment.",
    "I understand that the Department of Homeland Security may visit the site to see whether these requirements are met.",
];

const OVERSEER: &[&str] = &[
    "I have reviewed and understand this training plan, and will follow it.",
    "I will carry out the evaluations of the student that are required.",
    "I will keep to the rules that govern this program (8 CFR part 214).",
    "I will tell the DSO at the earliest opportunity of any material change to this plan or departure from it, and if I believe that the student does not receive the training described here.",
];

/// The points of a signer.
pub fn certification(signer: Signer) -> &'static [&'static str] {
    match signer {
        Signer::Student => STUDENT,
        Signer::Signatory => SIGNATORY,
        Signer::Overseer => OVERSEER,
    }
}
