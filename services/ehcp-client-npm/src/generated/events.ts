/** The data of each type of event. Generated from the schemas that Intake serves. */
export interface EventData {
  'ehcp.request-received.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London; within the first and the last day of the authority. */
    receivedOn: string;
    route?: 'request' | 'became-responsible' | 'detained' | 'detained-attention';
    requestedBy?: 'parent-or-young-person' | 'school' | 'health' | 'social-care' | 'other';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.assessment-decided.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    decision: 'assess' | 'refuse';
    /** A date from 2014-09-01 to today in London. */
    notifiedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.advice-requested.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    adviceId: string;
    adviceType: 'educational-psychology' | 'school' | 'health' | 'social-care' | 'parent' | 'other';
    /** A date from 2014-09-01 to today in London. */
    requestedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.advice-received.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    adviceId: string;
    adviceType: 'educational-psychology' | 'school' | 'health' | 'social-care' | 'parent' | 'other';
    /** A date from 2014-09-01 to today in London. */
    receivedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.issue-decided.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    decision: 'issue' | 'not-issue';
    /** A date from 2014-09-01 to today in London. */
    notifiedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.draft-plan-served.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    servedOn: string;
    service?: 'email' | 'post-first-class' | 'post-second-class' | 'hand';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.consultation-sent.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    consultationId: string;
    /** A date from 2014-09-01 to today in London. */
    sentOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.consultation-answered.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    consultationId: string;
    /** A date from 2014-09-01 to today in London. */
    answeredOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.final-plan-sent.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    sentOn: string;
    /** A date from 2014-09-01 to today in London. */
    signedOn?: string;
    phaseTransferYear?: number;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.request-closed.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    closedOn: string;
    reason: 'withdrawn' | 'moved-away' | 'left-education' | 'deceased' | 'other';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.custody-changed.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    changedOn: string;
    custody: 'detained' | 'released';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    changeId?: string;
  };
  'ehcp.exemption-claimed.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    exemptionId: string;
    ground: 'school-closed' | 'early-years-closed' | 'exceptional-circumstances' | 'absent-from-area' | 'appointment-missed' | 'coronavirus';
    milestones: ('decision-to-assess' | 'advice' | 'refusal-to-issue' | 'final-plan' | 'representations' | 'consultation' | 'annual-review' | 'review-notice' | 'review-report' | 'review-decision' | 'amended-plan-after-review' | 'amendment-representations' | 'amended-plan' | 'reassessment-decision' | 'reassessed-plan' | 'phase-transfer' | 'reviews-of-term' | 'keep-plan' | 'plan-transfer' | 'transfer-notice' | 'review-after-transfer' | 'commissioning-body' | 'mediation-contact' | 'appeal' | 'mediation' | 'mediation-certificate' | 'appeal-response' | 'assessment-notice-after-reversal' | 'refusal-to-issue-after-reversal' | 'final-plan-after-reversal' | 'draft-plan-after-reversal' | 'amended-plan-after-reversal' | 'continue-plan' | 'reconsideration' | 'cease-plan' | 'agreement' | 'agreement-told' | 'under-fives-review' | 'recommendations-answer')[];
    /** A date from 2014-09-01 to today in London. */
    adviceRequestedOn?: string;
    /** A date from 2014-09-01 to 3 years after today in London. */
    closedFrom?: string;
    /** A date from 2014-09-01 to 3 years after today in London. */
    reopensOn?: string;
    /** A date from 2014-09-01 to 3 years after today in London. */
    absentFrom?: string;
    /** A date from 2014-09-01 to 3 years after today in London. */
    absentTo?: string;
    /** A date from 2014-09-01 to today in London. */
    decidedOn?: string;
    /** A date from 2014-09-01 to today in London. */
    familyToldOn?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reviewId?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reassessmentId?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.exemption-withdrawn.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    exemptionId: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.decision-reversed.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    reversed: 'refusal-to-assess' | 'refusal-to-issue' | 'refusal-to-reassess' | 'contents' | 'placement' | 'cease';
    by?: 'tribunal-order' | 'consent-order' | 'mediation-agreement' | 'unopposed-appeal' | 'conceded';
    /** A date from 2014-09-01 to today in London. */
    effectiveOn: string;
    /** A date from 2014-09-01 to 3 years after today in London. */
    directedTo?: string;
    directedFor?: 'assessment-notice' | 'draft-plan' | 'final-plan' | 'amended-plan' | 'reconsideration';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.tribunal-ordered.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    order: 'assess' | 'reassess' | 'make-plan' | 'amend-contents' | 'amend-placement' | 'reconsider' | 'continue' | 'continue-and-amend' | 'dismiss-cease';
    /** A date from 2014-09-01 to today in London. */
    orderedOn: string;
    /** A date from 2014-09-01 to 3 years after today in London. */
    directedTo?: string;
    directedFor?: 'assessment-notice' | 'draft-plan' | 'final-plan' | 'amended-plan' | 'reconsideration';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.decision-reconsidered.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    notifiedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.mediation-requested.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    requestedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.mediation-held.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    heldOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.mediation-ended.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    endedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.mediation-declined.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    toldOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.mediation-agreed.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    agreedOn: string;
    about: 'refusal-to-assess' | 'refusal-to-issue' | 'refusal-to-reassess' | 'contents' | 'placement' | 'cease' | 'other';
    /** A date from 2014-09-01 to 3 years after today in London. */
    periodAgreedTo?: string;
    agreedWith?: 'authority' | 'commissioning-body';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.agreement-performed.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    performedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.mediation-certificate-issued.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    issuedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.appeal-received.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    receivedOn: string;
    against: 'refusal-to-assess' | 'refusal-to-issue' | 'refusal-to-reassess' | 'contents' | 'placement' | 'cease';
    /** A date from 2014-09-01 to today in London. */
    lodgedOn?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.appeal-response-sent.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    sentOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.appeal-unopposed.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    notifiedOn: string;
    against: 'refusal-to-assess' | 'refusal-to-issue' | 'refusal-to-reassess' | 'contents' | 'placement' | 'cease';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    requestId?: string;
  };
  'ehcp.appeal-ended.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    endedOn: string;
    how: 'dismissed' | 'withdrawn' | 'struck-out';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.recommendations-made.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    madeOn: string;
    about: 'health' | 'social-care';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.recommendations-answered.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    answeredOn: string;
    about: 'health' | 'social-care';
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    appealId?: string;
  };
  'ehcp.review-notice-sent.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    sentOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reviewId?: string;
  };
  'ehcp.review-meeting-held.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    heldOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reviewId?: string;
  };
  'ehcp.review-report-sent.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    sentOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reviewId?: string;
  };
  'ehcp.review-decided.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    decision: 'maintain' | 'amend' | 'cease';
    /** A date from 2014-09-01 to today in London. */
    notifiedOn: string;
    phaseTransferYear?: number;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reviewId?: string;
  };
  'ehcp.amendment-notice-sent.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    sentOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reviewId?: string;
  };
  'ehcp.amended-plan-sent.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    sentOn: string;
    phaseTransferYear?: number;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reviewId?: string;
  };
  'ehcp.plan-held.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    heldOn: string;
    /** A date from 2014-09-01 to today in London. */
    madeOn?: string;
    /** A date from 2014-09-01 to today in London. */
    lastReviewedOn?: string;
  };
  'ehcp.plan-ceased.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    ceasedOn: string;
    reason: '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
  };
  'ehcp.reassessment-requested.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London; within the first and the last day of the authority. */
    receivedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reassessmentId?: string;
  };
  'ehcp.reassessment-decided.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    decision: 'assess' | 'refuse';
    /** A date from 2014-09-01 to today in London. */
    notifiedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reassessmentId?: string;
  };
  'ehcp.amendment-refused.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    notifiedOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    reassessmentId?: string;
  };
  'ehcp.move-notified.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    awareOn: string;
    /** A date from 2014-09-01 to 3 years after today in London. */
    movesOn: string;
    destination?: 'england' | 'wales' | 'scotland' | 'northern-ireland' | 'abroad';
  };
  'ehcp.plan-transferred-in.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to 3 years after today in London; within the first and the last day of the authority. */
    transferredOn: string;
    /** An English local authority: its ONS code or its DfE code. */
    oldAuthority: string;
    /** A date from 2014-09-01 to today in London. */
    originalPlanOn?: string;
    /** A date from 2014-09-01 to today in London. */
    lastReviewedOn?: string;
  };
  'ehcp.transfer-notice-sent.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    sentOn: string;
  };
  'ehcp.commissioning-body-changed.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    awareOn: string;
  };
  'ehcp.commissioning-body-notified.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    notifiedOn: string;
  };
  'ehcp.phase-transfer-due.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    year: number;
    phase: 'secondary-to-post-16' | 'post-16' | 'other';
    /** A date from 2014-09-01 to 3 years after today in London. */
    transferOn?: string;
  };
  'ehcp.term-starts.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to 3 years after today in London. */
    startsOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    termId?: string;
  };
  'ehcp.term-reviews-listed.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    sentOn: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    termId?: string;
  };
  'ehcp.case-assigned.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** An e-mail address of a member of staff. Its domain has a dot; no dot begins or ends a part, and no two stand together. */
    caseOfficer: string;
    /** An e-mail address of a member of staff. Its domain has a dot; no dot begins or ends a part, and no two stand together. */
    deputy?: string;
    /** A name, but not of a person: 1 to 60 letters of the Latin alphabet, digits, single spaces and &'()/-, in the form NFKC (any other form is converted to it); not shaped like a UPN, an NHS or National Insurance number, a telephone number, a postcode or a date of birth. */
    team: string;
  };
  'ehcp.case-described.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A name, but not of a person: 1 to 60 letters of the Latin alphabet, digits, single spaces and &'()/-, in the form NFKC (any other form is converted to it); not shaped like a UPN, an NHS or National Insurance number, a telephone number, a postcode or a date of birth. */
    area?: string;
    primaryNeed?: 'SPLD' | 'MLD' | 'SLD' | 'PMLD' | 'SEMH' | 'SLCN' | 'HI' | 'VI' | 'MSI' | 'PD' | 'ASD' | 'DS' | 'OTH';
    yearGroup?: number;
    /** A name, but not of a person: 1 to 120 letters of the Latin alphabet, digits, single spaces and &'()/,.:;!+-, in the form NFKC (any other form is converted to it); not shaped like a UPN, an NHS or National Insurance number, a telephone number, a postcode or a date of birth. */
    setting?: string;
  };
  'ehcp.event-retracted.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** An id: 1 to 64 letters, digits, dots, underscores, colons and hyphens; not a valid UPN or NHS number. */
    retractedId: string;
    /** The source of another event: 1 to 256 printable characters, no space. */
    retractedSource?: string;
    reason?: 'wrong-case' | 'wrong-value' | 'duplicate' | 'test' | 'other';
  };
  'ehcp.case-passed-on.v1': {
    /** An English local authority: its ONS code or its DfE code. */
    authority: string;
    /** A date from 2014-09-01 to today in London. */
    heldTo: string;
    /** The authority that took over: its ONS code or its DfE code. */
    successor: string;
    /** A case reference: 1 to 64 letters, digits, dots, underscores, colons and hyphens, the first a letter or digit; not shaped like a UPN. */
    successorReference?: string;
  };
}
