/** What this part of the room records; `detail` never holds anything personal. */
export const subjectActs = [
  'subject_request.received',
  'subject_request.identity_asked',
  'subject_request.identity_checked',
  'subject_request.extended',
  'subject_request.collected',
  'subject_request.reviewed',
  'subject_request.reopened',
  'subject_request.approved',
  'subject_request.taken_back',
  'subject_request.released',
  'subject_request.sent_back',
  'subject_request.refused',
  'subject_request.withdrawn',
  'dispute.raised',
  'dispute.settled',
  'retention.kept',
  'retention.undone',
  'retention.disposed',
  'hold.placed',
  'hold.lifted',
] as const
export type SubjectAct = (typeof subjectActs)[number]
