type AlertWords = { says: string; href: (referenceId: string) => string }

/** Each kind of alert as a sentence that names nobody, and where its reference is opened: there the wall decides. */
export const alertWords: Readonly<Record<string, AlertWords>> = {
  break_glass_used: { says: 'Somebody has used emergency access to a person whom you answer for or work with.',
    href: id => `/break-glass/${id}` },
  break_glass_often: { says: 'Somebody has used emergency access more than three times in a week.', href: id =>
    `/break-glass/${id}` },
  break_glass_not_justified: { says: 'An emergency access by somebody of your agency was found not to be justified.',
    href: id => `/break-glass/${id}` },
  seal_attempted: { says: 'Somebody has asked for a person whom you keep a seal for.', href: id => `/seals/${id}` },
  seal_waiting: { says: 'A step of a seal waits for a signature.', href: id => `/seals/${id}` },
  agreement_to_sign: { says: 'An agreement waits for your signature.', href: id => `/agreements/${id}/sign` },
  agreement_sent_back: { says: 'An agreement that you proposed was sent back.', href: id => `/agreements/${id}` },
  agreement_signed: { says: 'All parties have signed an agreement: it can be activated.', href: id =>
    `/agreements/${id}` },
  agreement_activated: { says: 'An agreement of your agency has come into force.', href: id => `/agreements/${id}` },
  conflict_declared: { says: 'A member of staff has declared a conflict of interest.', href: () => '/seals' },
  share_received: { says: 'Another agency has shared something with you or your team.', href: id => `/shares/${id}` },
  share_asked: { says: 'Another agency asks you or your team to share something.', href: id => `/shares/${id}` },
  share_recalled: { says: 'A share with you or your team was recalled.', href: id => `/shares/${id}` },
  share_refused: { says: 'Your request to share was refused.', href: id => `/shares/${id}` },
  share_without_clause: { says: 'Something was shared without an agreement because a life was at risk: review it.',
    href: id => `/shares/${id}` },
  self_claimed_link: { says: 'Somebody has taken on a person of whom you hold a record.', href: id => `/claims/${id}` },
  claim_ended: { says: 'A privacy officer has ended what you took on by yourself.', href: () => '/alerts' },
  misuse_suspected: { says: 'A record was opened in a way that work does not explain.', href: id => `/misuse/${id}` },
  misuse_question: { says: 'You are asked why you opened a record.', href: id => `/misuse/questions/${id}` },
  misuse_explained: { says: 'Somebody has explained why they opened a record.', href: id => `/misuse/${id}` },
  bulk_approval_asked: { says: 'A file about more than ten people waits for a second person’s approval.', href: id => `/exports/${id}` },
  bulk_approval_decided: { says: 'Your request to disclose more than ten people has been decided.', href: id => `/exports/${id}` },
  breach_reported: { says: 'Somebody has reported a breach: the 72 hours are running.', href: id => `/breaches/${id}` },
  dispute_made: { says: 'Somebody disputes a record that you answer for.', href: id => `/disputes/${id}` },
  dispute_settled: { says: 'A dispute that you wrote down was answered.', href: () => '/disputes' },
  account_to_release: { says: 'A finished account of a person’s own record waits for its release.', href: id => `/subject-requests/releases/${id}` },
  account_released: { says: 'An account that you prepared was released.', href: id => `/subject-requests/${id}` },
  outside_link_locked: { says: 'A personal link that you gave was locked: five wrong codes.', href: id => `/outside-links/${id}` },
  outside_link_forwarded: { says: 'A personal link that you gave was opened in another browser.', href: id =>
    `/outside-links/${id}` },
  plan_review_due: { says: 'A plan for when a child goes missing is overdue to be looked through.', href: id => `/plans/${id}` },
  plan_arrived: { says: 'A plan for when a child goes missing has come to you with the child.', href: id => `/plans/${id}` },
  plan_moved: { says: 'A plan for when a child goes missing has moved on with the child.', href: id => `/plans/${id}` },
  account_sent_back: { says: 'An account that you prepared was sent back.', href: id => `/subject-requests/${id}` },
  clock_overdue: { says: 'A deadline of work that you or your team have has passed.', href: id => `/episodes/${id}` },
  clock_overdue_notification: { says: 'A deadline of a notification has passed.', href: id => `/notifications/${id}` },
  clock_overdue_request: { says: 'The time to answer a request has passed.', href: id => `/requests/${id}` },
  clock_overdue_rights: { says: 'A deadline of a person’s request about their own record has passed.', href: id => `/subject-requests/${id}` },
  episode_assigned: { says: 'You have been given a piece of work.', href: id => `/episodes/${id}` },
  episode_handed_over: { says: 'A piece of work was handed over to your team.', href: id => `/episodes/${id}` },
  episode_moved: { says: 'Work that you wrote in was about the wrong child and has been moved.', href: id => `/episodes/${id}` },
  episode_moved_readers: { says: 'Work was begun for the wrong child: tell those who read the record.', href: id => `/episodes/${id}/moved` },
  knife_unreferred: { says: 'A knife event was not referred to youth justice.', href: () => '/knife/unreferred' },
  absence_cover: { says: 'You cover for a colleague who is away.', href: () => '/absence' },
}

const unknown: AlertWords = { says: 'Something needs your attention.', href: () => '/alerts' }

export const wordsOfAlert = (kind: string): AlertWords => alertWords[kind] ?? unknown
